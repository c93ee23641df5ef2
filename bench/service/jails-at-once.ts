// How many of a thousand jails, all running at the same time, refuse what they must, tell of it, and end as they should.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { JailKeeper } from '../../src/index.js';
import type { Place } from '../place.js';
import type { ServiceFigure } from '../service.js';

const JAILS = 1000;
const FORBIDDEN = '/etc/passwd';
/** Says that it runs, waits for a line, and says whether it may open the file that it is given. */
const PROBE = 'echo ready; read line; if true < "$0"; then echo opened; else echo refused; fi';

interface Probe {
  readonly child: ChildProcess;
  readonly output: string;
  readonly reported: number;
  readonly ready: Promise<unknown>;
  readonly closed: Promise<unknown>;
}

function watch(child: ChildProcess): Probe {
  const probe = { output: '', reported: 0 };
  child.stdout?.setEncoding('latin1').on('data', (text: string) => {
    probe.output += text;
  });
  child.on('error', () => undefined);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ready = Promise.race([new Promise((resolve) => child.stdout?.once('data', resolve)), closed]);
  return Object.assign(probe, { child, ready, closed });
}

function startProbe(directory: string): Probe {
  const jail = new JailKeeper({ onJailbreak: 'deny' });
  const args = ['-c', PROBE, FORBIDDEN];
  const probe = watch(jail.spawn('/bin/sh', args, { cwd: directory, stdio: ['pipe', 'pipe', 'ignore'] }));
  jail.on('jailbreak', ({ file }) => {
    if (file === FORBIDDEN) Object.assign(probe, { reported: probe.reported + 1 });
  });
  return probe;
}

/** Those that start: one that does not is lost as well. */
function startProbes(directory: string): Probe[] {
  const probes: Probe[] = [];
  for (let jail = 0; jail < JAILS; jail++) {
    try {
      probes.push(startProbe(directory));
    } catch (error) {
      process.stderr.write(`jail ${jail} did not start: ${error}\n`);
    }
  }
  return probes;
}

/** The same program opens the file where no jail is, or its refusals would say nothing. */
async function assertProbeOpens(): Promise<void> {
  const child = spawn('/bin/sh', ['-c', PROBE, FORBIDDEN], { stdio: ['pipe', 'pipe', 'ignore'] });
  const probe = watch(child);
  child.stdin.end('\n');
  await once(child, 'close');
  if (probe.output !== 'ready\nopened\n') throw new Error(`a probe without a jail said: ${probe.output}`);
}

const isSupervised = ({ child, output, reported }: Probe): boolean =>
  child.exitCode === 0 && output === 'ready\nrefused\n' && reported === 1;

export async function measureJailsAtOnce({ directory }: Place): Promise<ServiceFigure[]> {
  await assertProbeOpens();
  const probes = startProbes(directory);
  await Promise.all(probes.map(({ ready }) => ready));
  for (const { child } of probes) {
    child.stdin?.on('error', () => undefined);
    child.stdin?.end('\n');
  }
  await Promise.all(probes.map(({ closed }) => closed));
  const supervised = probes.filter(isSupervised).length;
  return [
    {
      figure: 'jails at once, supervised',
      value: supervised,
      unit: 'jails',
      of: `${JAILS.toLocaleString('en')} jails`,
    },
  ];
}

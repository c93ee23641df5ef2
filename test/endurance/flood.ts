// npm run test:flood: a million denied calls from one process and from fifty, and what that costs the keeper, the library
// and an honest jail beside it. The program counts its refusals, the library adds up its events: the sums must be equal.
//   npm run test:flood -- [--calls 1000000] [--ordinary]

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { type Jailbreak, JailKeeper, type Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { keepersOf } from '../stage/keeper-processes.js';
import { onGround } from '../stage/on-ground.js';
import { runCommand } from './command.js';
import { proportionalKibOf, residentKib } from './memory.js';
import { formatTable } from './table.js';

const { values: options } = parseArgs({
  options: { calls: { type: 'string', default: '1000000' }, ordinary: { type: 'boolean', default: false } },
});
const calls = Number(options.calls);
const honestCalls = '2000';
const { file } = fixture('flood.c');
const env = { PATH: '/usr/bin:/bin' };

/** Adds up attempts without keeping them: it is the library's memory that is measured. */
export class Sum {
  total = 0;
  different = 0;
  readonly #counted = new WeakMap<Jailbreak, number>();

  constructor(jail: JailKeeper) {
    jail.on('jailbreak', (jailbreak) => this.#count(jailbreak, 1));
    jail.on('repeated', (jailbreak) => this.#count(jailbreak, 0));
  }

  #count(jailbreak: Jailbreak, isNew: number): void {
    this.total += jailbreak.count - (this.#counted.get(jailbreak) ?? 0);
    this.different += isNew;
    this.#counted.set(jailbreak, jailbreak.count);
  }
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  await once(child, 'close');
  return output;
}

function spawn(jail: JailKeeper, ground: Ground, args: readonly string[]): ChildProcess {
  return jail.spawn(file, args, { cwd: ground.jail, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

const policy: Policy = { onJailbreak: 'deny', read: file };

/** Median and longest of an honest program's opens, in microseconds. */
async function honestMicroseconds(ground: Ground): Promise<string> {
  const output = await outputOf(spawn(new JailKeeper(policy), ground, ['honest', 'inside', '1', honestCalls]));
  const [, median, longest] = /median (\d+) longest (\d+)/.exec(output) ?? [];
  return `${median} / ${longest}`;
}

interface Flooded {
  readonly row: (string | number)[];
  readonly isFine: boolean;
}

async function flood(ground: Ground, way: string, processes: number): Promise<Flooded> {
  const jail = new JailKeeper(policy);
  const sum = new Sum(jail);
  const residentBefore = residentKib();
  const startMs = performance.now();
  const child = spawn(jail, ground, [way, ground.secret, String(processes), String(calls / processes)]);
  const output = outputOf(child);
  const keepers = keepersOf(child);
  const samples: number[] = [];
  let mostResident = residentBefore;
  const timer = setInterval(() => {
    const kib = proportionalKibOf(keepers);
    if (kib > 0) samples.push(kib);
    mostResident = Math.max(mostResident, Math.round(process.memoryUsage.rss() / 1024));
  }, 200);
  const honest = await honestMicroseconds(ground);
  const refused = Number(/refused (\d+)/.exec(await output)?.[1]);
  clearInterval(timer);
  const seconds = (performance.now() - startMs) / 1000;
  const row = [
    `${way} path, ${processes === 1 ? 'one process' : `${processes} processes`}`,
    refused,
    sum.total,
    sum.different,
    `${samples[0] ?? 0} / ${Math.max(0, ...samples)}`,
    `${residentBefore} / ${mostResident} / ${residentKib()}`,
    honest,
    Math.round(seconds),
  ];
  return { row, isFine: refused === calls && sum.total === calls };
}

/** Nobody reads the report while it is written: it has a limit. */
function floodSynchronously(ground: Ground): Flooded {
  const jail = new JailKeeper(policy);
  const sum = new Sum(jail);
  const residentBefore = residentKib();
  const startMs = performance.now();
  const args = ['different', ground.secret, '1', String(calls)];
  const { stdout } = jail.spawnSync(file, args, { cwd: ground.jail, env, encoding: 'utf8' });
  const seconds = (performance.now() - startMs) / 1000;
  const mostResident = Math.round(process.memoryUsage.rss() / 1024);
  const refused = Number(/refused (\d+)/.exec(stdout)?.[1]);
  const resident = `${residentBefore} / ${mostResident} / ${residentKib()}`;
  const row = ['different path, spawnSync', refused, sum.total, sum.different, '', resident, '', Math.round(seconds)];
  return { row, isFine: refused === calls && sum.total === calls };
}

/** Each connection has a thread of the keeper for a while. */
async function connect(ground: Ground): Promise<Flooded> {
  const child = spawn(new JailKeeper(policy), ground, ['connect', 'socket', '1', String(calls / 20)]);
  const output = outputOf(child);
  const keepers = keepersOf(child);
  const samples: number[] = [];
  const startMs = performance.now();
  const timer = setInterval(() => {
    const kib = proportionalKibOf(keepers);
    if (kib > 0) samples.push(kib);
  }, 200);
  const made = Number(/made (\d+)/.exec(await output)?.[1]);
  clearInterval(timer);
  const most = Math.max(0, ...samples);
  const seconds = Math.round((performance.now() - startMs) / 1000);
  const row = [`${calls / 20} connections`, '', made, '', `${samples[0] ?? 0} / ${most}`, '', '', seconds];
  return { row, isFine: made === calls / 20 };
}

await runCommand(options.ordinary, async () => {
  const results: Flooded[] = [];
  await onGround(async (ground) => {
    console.log(
      `An honest program's open without a flood: ${await honestMicroseconds(ground)} µs (median / longest).\n`,
    );
    for (const [way, processes] of [
      ['same', 1],
      ['different', 1],
      ['same', 50],
      ['different', 50],
    ] as const) {
      results.push(await flood(ground, way, processes));
      console.error(results.at(-1)?.row.join(', '));
    }
    results.push(floodSynchronously(ground), await connect(ground));
  });
  const head = [
    'flood',
    'refused',
    'in events',
    'different',
    'keeper KiB (first / most)',
    'Node KiB (before / most / after)',
    'honest open µs (median / longest)',
    'seconds',
  ];
  console.log(
    formatTable(
      head,
      results.map(({ row }) => row),
    ),
  );
  return results.every(({ isFine }) => isFine);
});

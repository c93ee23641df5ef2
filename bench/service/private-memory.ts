// What memory a keeper has to itself while its jail runs and asks nothing: guard and supervisor together.

import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { JailKeeper } from '../../src/index.js';
import { keepersOf } from '../../test/stage/keeper-processes.js';
import { median } from '../measure.js';
import type { Place } from '../place.js';
import type { ServiceFigure } from '../service.js';

const JAILS = { full: 21, quick: 5 };
/** Longer than the keeper is busy with the start of the command. */
const SETTLE_MS = 100;

function startJail(directory: string): ChildProcess {
  return new JailKeeper().spawn('/bin/sleep', ['60'], { cwd: directory, stdio: 'ignore' });
}

async function endJail(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function measureOne({ programs, directory }: Place): Promise<number> {
  const child = startJail(directory);
  await delay(SETTLE_MS);
  const kib = Number(execFileSync(programs['private-memory'], keepersOf(child).map(String), { encoding: 'utf8' }));
  await endJail(child);
  return kib;
}

async function measureMany(place: Place, jails: number): Promise<number> {
  const kib: number[] = [];
  for (let jail = 0; jail < jails; jail++) kib.push(await measureOne(place));
  return median(kib);
}

export async function measurePrivateMemory(place: Place, isQuick: boolean): Promise<ServiceFigure[]> {
  // The memory of a keeper is closed to everybody but root.
  if (process.getuid?.() !== 0) return [];
  const jails = isQuick ? JAILS.quick : JAILS.full;
  const alone = await measureMany(place, jails);
  const neighbour = startJail(place.directory);
  await delay(SETTLE_MS);
  const besideAnother = await measureMany(place, jails);
  await endJail(neighbour);
  const figure = "a waiting keeper's private memory";
  return [
    { figure: `${figure}, the only jail`, value: alone, unit: 'KiB', of: `${jails} jails` },
    { figure: `${figure}, beside another jail`, value: besideAnother, unit: 'KiB', of: `${jails} jails` },
  ];
}

// From a violation to the end of the last process of a tree, over many jails.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateKeeper } from '../../src/keeper/locate.js';
import { planWorkload } from '../measure.js';
import type { Place } from '../place.js';
import type { ServiceFigure } from '../service.js';

const PROCESSES = 100;
const JAILS = { full: 1000, quick: 50 };
const NS_PER_MS = 1e6;
const FORBIDDEN = '/etc/passwd';

/** By the nearest rank: a value that was measured. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

const readTimes = (output: string): number[] => output.trim().split('\n').map(Number);

export function measureViolationToDeath({ programs, directory }: Place, isQuick: boolean): ServiceFigure[] {
  const tree = join(directory, 'tree');
  const command = [programs['break-out'], tree, String(PROCESSES), FORBIDDEN] as const;
  const orderFile = join(directory, 'order');
  writeFileSync(orderFile, planWorkload({ command, policy: {}, cwd: directory }).order, 'latin1');
  const jails = isQuick ? JAILS.quick : JAILS.full;
  const args = ['-o', orderFile, '-k', tree, String(jails), locateKeeper(), '3'];
  const output = execFileSync(programs.driver, args, { cwd: directory, encoding: 'utf8', stdio: 'pipe' });
  const times = readTimes(output);
  const alone = readTimes(
    execFileSync(programs['kill-alone'], [String(jails), String(PROCESSES)], { encoding: 'utf8', stdio: 'pipe' }),
  );
  const of = `${times.length.toLocaleString('en')} jails`;
  const trees = `${alone.length.toLocaleString('en')} trees`;
  const figure = `violation to the last of ${PROCESSES} processes dead`;
  return [
    { figure: `${figure}, median`, value: percentile(times, 0.5) / NS_PER_MS, unit: 'ms', of },
    { figure: `${figure}, p99`, value: percentile(times, 0.99) / NS_PER_MS, unit: 'ms', of },
    { figure: 'the same by kill(2) alone, median', value: percentile(alone, 0.5) / NS_PER_MS, unit: 'ms', of: trees },
    { figure: 'the same by kill(2) alone, p99', value: percentile(alone, 0.99) / NS_PER_MS, unit: 'ms', of: trees },
  ];
}

// How much memory a process has, as the kernel counts it.

import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process and the ones that share its memory have, in KiB: Pss counts a shared page once. */
export function proportionalKibOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The resident memory of this process after garbage was collected, in KiB. */
export function residentKib(): number {
  collect();
  collect();
  return Math.round(process.memoryUsage.rss() / 1024);
}

/** The slope of the line through points that are equally far apart (least squares). */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const below = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

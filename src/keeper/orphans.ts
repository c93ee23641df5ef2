// What is left of a jail both of whose keepers were killed at once. Orphans become nobody's children then, but they carry
// the mark of their jail, which they cannot change: keeper/src/mark.rs.

import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const LOW_BITS = 11;
const LEAST_HARD = 1 << LOW_BITS;
const LOWEST_PRIORITY = 19;
/** More newcomers than this belong to a bomb, and are starved. The dying need a processor. */
const MANY = 64;
/** A fork bomb may outrun us. Then this process must go on all the same. */
const PATIENCE_MS = 2000;
/** It is tried again, when others have had their turn. */
const PAUSE_MS = 100;
const BREATH_MS = 1;
/** Nobody ever wakes who waits for it. */
const CLOCK = new Int32Array(new SharedArrayBuffer(4));
const LIMITS = /^Max msgqueue size +(\d+) +(\d+) /m;
const ENDED = /^State:\s+[ZX]/m;

const killProcess = process.kill.bind(process);

function carriesMark(pid: string, guard: number): boolean {
  try {
    const [, soft, hard] = LIMITS.exec(readFileSync(`/proc/${pid}/limits`, 'latin1')) ?? [];
    return (
      Number(soft) === guard % LEAST_HARD &&
      Number(hard) === LEAST_HARD + (guard >> LOW_BITS) &&
      !ENDED.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
    );
  } catch {
    // It has ended.
    return false;
  }
}

function kill(pid: number, isBomb: boolean): void {
  try {
    if (isBomb) setPriority(pid, LOWEST_PRIORITY);
    killProcess(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Kills whatever carries the mark of this guard, again and again until nothing does. */
export function killOrphans(guard: number): void {
  const endMs = performance.now() + PATIENCE_MS;
  let doomed: readonly string[] | undefined;
  let newcomers = 0;
  for (;;) {
    const orphans = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && carriesMark(name, guard));
    if (orphans.length === 0) return;
    if (performance.now() > endMs) {
      setTimeout(() => killOrphans(guard), PAUSE_MS);
      return;
    }
    for (const orphan of orphans) {
      if (doomed?.includes(orphan) === false) newcomers++;
      kill(Number(orphan), newcomers > MANY);
    }
    doomed = orphans;
    // The dying may have no other processor than ours.
    Atomics.wait(CLOCK, 0, 0, BREATH_MS);
  }
}

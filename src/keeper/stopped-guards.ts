// Notices a guard that was stopped. The supervisor does as well; this is for the case that it was stopped too.

import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

const INTERVAL_MS = 250;

const guards = new Map<number, () => void>();
let timer: NodeJS.Timeout | undefined;

function isStopped(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.startsWith('T', text.lastIndexOf(')') + 2);
  } catch {
    return false;
  }
}

function look(): void {
  for (const [pid, tell] of guards) if (isStopped(pid)) tell();
}

/** Calls `tell` when the guard has been stopped, until `forgetGuard`. */
export function watchGuard(pid: number, tell: () => void): void {
  guards.set(pid, tell);
  timer ??= setInterval(look, INTERVAL_MS).unref();
}

export function forgetGuard(pid: number): void {
  guards.delete(pid);
  if (guards.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

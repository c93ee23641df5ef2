import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { markedProcesses } from './marked-processes.js';

/** The keeper's processes, from the program's parent upwards to us. */
export function keepersOf(child: ChildProcess): number[] {
  const keepers: number[] = [];
  for (let pid = parentOf(child.pid ?? 0); pid !== process.pid; pid = parentOf(pid)) keepers.push(pid);
  return keepers;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+([0-9]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
}

/** Whether all that carry the mark have ended before the time is over. */
export async function goneWithin(mark: string, limitMs: number): Promise<boolean> {
  const endMs = Date.now() + limitMs;
  while (markedProcesses(mark).length > 0) {
    if (Date.now() > endMs) return false;
    await delay(5);
  }
  return true;
}

// The machine of a run, as far as its figures need it: nothing that names it.

import { cpus, loadavg, release } from 'node:os';

export interface Machine {
  readonly date: string;
  readonly kernel: string;
  readonly cpuCount: number;
  readonly cpu: string;
  readonly node: string;
  /** How many processes wanted a CPU in the minute before: what the machine did beside this. */
  readonly loadBefore: number;
  readonly user: 'root' | 'an ordinary user';
}

export function describeMachine(): Machine {
  const [first] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    kernel: release().replace(/[^\d.].*/, ''),
    cpuCount: cpus().length,
    cpu: first?.model.trim() || 'unknown',
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    user: process.getuid?.() === 0 ? 'root' : 'an ordinary user',
  };
}

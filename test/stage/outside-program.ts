import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fixture } from './fixture.js';

/** A program that runs beside the jail and says line by line what it notices. */
export interface OutsideProgram {
  readonly child: ChildProcess;
  /** The first line that it printed: how it can be reached. */
  readonly greeting: string;
  /** Whether the machine cannot do what it is there for. */
  readonly lacking: boolean;
  /** The lines after the first. */
  readonly lines: readonly string[];
  end(): void;
}

/** It has a process group of its own: what a trick does to its group must not hit the tests. */
export async function startOutside(
  name: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<OutsideProgram> {
  const { file, args: first } = fixture(name);
  const child = spawn(file, [...first, ...args], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const reader: Interface = createInterface({ input: child.stdout });
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`)));
  const [greeting] = (await Promise.race([once(reader, 'line'), failed])) as [string];
  failed.catch(() => undefined);
  const lines: string[] = [];
  reader.on('line', (line) => lines.push(line));
  return { child, greeting, lacking: greeting.startsWith('lacking'), lines, end: () => child.kill('SIGKILL') };
}

/** Gives a program that heard something the time to say so. */
export async function settle(): Promise<void> {
  await delay(30);
}

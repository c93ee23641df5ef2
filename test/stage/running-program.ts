import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that has been running without a jail, line by line asked and answered. */
export interface RunningProgram {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The next line that it prints; undefined at its end. */
  next(): Promise<string | undefined>;
  say(line: string): void;
  readonly ended: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
}

export async function startRunning(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<RunningProgram> {
  const child = spawn(file, args, { cwd, env: { PATH: '/usr/bin:/bin', ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (...ending) => resolve(ending));
  });
  await once(child, 'spawn');
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    pid: child.pid ?? 0,
    next: async () => (await lines.next()).value as string | undefined,
    say: (line) => child.stdin.write(`${line}\n`),
    ended,
  };
}

/** A shell that executes what it is told, and says `done` after it. */
export const OBEDIENT_SHELL = ['-c', 'echo ready; while read -r line; do eval "$line"; echo "done $?"; done'] as const;

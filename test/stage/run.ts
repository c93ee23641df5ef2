import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { type Jailbreak, JailKeeper, type Policy } from '../../src/index.js';
import { assertLandlock } from './landlock.js';
import { endMarkedProcesses, makeMark, markedProcesses } from './marked-processes.js';
import { landlockCap } from './older-kernel.js';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Record<string, string> | undefined;
  readonly stdio?: StdioOptions | undefined;
  readonly input?: string | undefined;
  readonly timeoutMs?: number | undefined;
  /** Told as soon as the program has a pid. */
  readonly onStart?: ((pid: number) => void) | undefined;
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** What was still alive of the program's tree at the moment of 'exit'. */
  readonly survivors: readonly number[];
  /** Empty for a run without a jail. */
  readonly jailbreaks: readonly Jailbreak[];
  /** Names of events in the order in which they came. */
  readonly order: readonly string[];
  readonly elapsedMs: number;
}

export function runUnjailed(command: Command): Promise<Outcome> {
  return outcomeOf(
    command,
    (env) => spawn(command.file, command.args, { cwd: command.cwd, stdio: command.stdio, env }),
    [],
    [],
  );
}

/** Whether programs are started without a jail, and jailed before they have made a call of their own. */
export const attachesJails = process.env.JAILKEEPER_TEST_ATTACH === '1';

/** A shell that waits for SIGCONT and then becomes the program. */
const GATE = 'kill -STOP $$; exec "$0" "$@"';

async function isStopped(pid: number): Promise<void> {
  while (!/^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))) await delay(1);
}

/** What every jail may execute of itself, and here is executed from within. */
const withProgram = ({ file }: Command, policy: Policy): Policy => ({
  ...policy,
  read: [...[policy.read ?? []].flat(), ...(file.startsWith('/') ? [file] : [])],
});

async function runAttached(command: Command, policy: Policy): Promise<Outcome> {
  const jailbreaks: Jailbreak[] = [];
  const order: string[] = [];
  let jail: JailKeeper | undefined;
  const attach = async (child: ChildProcess): Promise<void> => {
    await isStopped(child.pid ?? 0);
    jail = new JailKeeper(child, withProgram(command, policy));
    jail.on('jailbreak', (jailbreak) => {
      order.push('jailbreak');
      jailbreaks.push(jailbreak);
    });
    const ended = once(jail, 'exit');
    await jail.attached;
    child.kill('SIGCONT');
    await ended;
  };
  const args = ['-c', GATE, command.file, ...command.args];
  const start = (env: Record<string, string>) =>
    spawn('/bin/sh', args, { cwd: command.cwd, stdio: command.stdio, env });
  return outcomeOf(command, start, jailbreaks, order, attach);
}

export async function runJailed(command: Command, policy: Policy): Promise<Outcome> {
  // Without Landlock nothing is enforced in full.
  const enforced: Policy = landlockCap() === 0 ? { enforcement: 'partial', ...policy } : policy;
  if (attachesJails) return runAttached(command, enforced);
  const jail = new JailKeeper(enforced);
  const jailbreaks: Jailbreak[] = [];
  const order: string[] = [];
  jail.on('jailbreak', (jailbreak: Jailbreak) => {
    order.push('jailbreak');
    jailbreaks.push(jailbreak);
  });
  const start = (env: Record<string, string>) =>
    jail.spawn(command.file, command.args, { cwd: command.cwd, stdio: command.stdio, env });
  const outcome = await outcomeOf(command, start, jailbreaks, order);
  assertLandlock(jail);
  return outcome;
}

async function outcomeOf(
  command: Command,
  start: (env: Record<string, string>) => ChildProcess,
  jailbreaks: Jailbreak[],
  order: string[],
  attach?: (child: ChildProcess) => Promise<void>,
): Promise<Outcome> {
  const { mark, env } = makeMark();
  const startMs = performance.now();
  const child = start({ PATH: '/usr/bin:/bin', ...command.env, ...env });
  if (child.pid !== undefined) command.onStart?.(child.pid);
  const timer = setTimeout(() => endMarkedProcesses(mark), command.timeoutMs ?? 30_000);
  const output = [gather(child.stdout), gather(child.stderr)];
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(command.input);
  try {
    const survivors = await new Promise<number[]>((resolve, reject) => {
      child.once('error', reject);
      const end = () => {
        order.push('exit');
        resolve(markedProcesses(mark));
      };
      if (attach) attach(child).then(end, reject);
      else child.once('exit', end);
    });
    if (survivors.length > 0) endMarkedProcesses(mark);
    const [stdout, stderr] = await Promise.all(output);
    const { exitCode, signalCode } = child;
    return {
      code: exitCode,
      signal: signalCode,
      stdout: stdout as Buffer,
      stderr: stderr as Buffer,
      survivors,
      jailbreaks,
      order,
      elapsedMs: performance.now() - startMs,
    };
  } finally {
    clearTimeout(timer);
    endMarkedProcesses(mark);
  }
}

function gather(stream: NodeJS.ReadableStream | null): Promise<Buffer> {
  if (!stream) return Promise.resolve(Buffer.alloc(0));
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => stream.once('close', () => resolve(Buffer.concat(chunks))));
}

export const isRoot = process.getuid?.() === 0;

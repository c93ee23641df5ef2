import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixture } from '../stage/fixture.js';
import type { Command } from '../stage/run.js';
import { type Call, parseTrace } from './trace.js';

/** Many, and none of them reaches for anything that is not open already. */
const unwatched = [
  ['read', 'write', 'readv', 'writev', 'pread64', 'pwrite64', 'lseek', 'close', 'getdents64', 'fstat', 'poll', 'ppoll'],
  ['mmap', 'munmap', 'mprotect', 'mremap', 'madvise', 'brk', 'futex', 'epoll_wait', 'epoll_pwait', 'epoll_ctl'],
  ['rt_sigaction', 'rt_sigprocmask', 'rt_sigreturn', 'clock_nanosleep', 'clock_gettime', 'sched_yield', 'getrandom'],
].flat();

const options = ['-f', '-qq', '-y', '-xx', '-a', '1', '-s', '65536', '-e', 'signal=none', '-e', `trace=!${unwatched}`];

/**
 * The command, begun by a program that waits for strace, which is not in the jail. The supervisor must not be traced: the
 * guard takes a supervisor that stands still for one that was stopped.
 */
export function beforeWitness(command: Command): Command {
  const { file, args } = fixture('wait-for-witness.c');
  return { ...command, file, args: [...args, command.file, ...command.args] };
}

export interface Witness {
  /** Everything that the process and its descendants did, once they have ended. */
  testify(): Promise<Call[]>;
}

export function callWitness(pid: number, cwd: string): Witness {
  const file = path.join(tmpdir(), `jailkeeper-witness-${pid}`);
  const strace = spawn('strace', [...options, '-o', file, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const complaints: Buffer[] = [];
  strace.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
  const ended = once(strace, 'close');
  return {
    testify: async () => {
      const [code] = (await ended) as [number | null];
      if (code !== 0) throw new Error(`strace ended with ${code}: ${Buffer.concat(complaints)}`);
      const text = readFileSync(file, 'latin1');
      rmSync(file);
      return parseTrace(text, cwd);
    },
  };
}

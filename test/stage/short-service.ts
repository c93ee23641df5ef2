// A program: a service that starts one jail for each line of its input, and tells in a line what came of it.
//   short-service CWD LINE-OF-SHELL

import process from 'node:process';
import { createInterface } from 'node:readline';
import { JailKeeper, type Policy } from '../../src/index.js';

/** A line of input. */
export interface Wish {
  readonly form: 'async' | 'sync';
  readonly policy: Policy;
  /** TMPDIR, from now on. */
  readonly temporary?: string | undefined;
}

/** A line of output. */
export interface Told {
  readonly error?: string | undefined;
  readonly message?: string | undefined;
  readonly status?: number | null | undefined;
  readonly stdout?: string | undefined;
  /** The modes of the attempts. */
  readonly attempts: readonly string[];
}

const [cwd = '.', line = 'true'] = process.argv.slice(2);

const failure = ({ code, message }: NodeJS.ErrnoException) => ({ error: code, message });

function start({ form, policy }: Wish, tell: (told: Omit<Told, 'attempts'>) => void, attempts: string[]): void {
  const jail = new JailKeeper({ onJailbreak: 'deny', ...policy });
  jail.on('jailbreak', ({ mode }) => attempts.push(mode));
  if (form === 'sync') {
    const { error, status, stdout } = jail.spawnSync('/bin/sh', ['-c', line], { cwd, encoding: 'utf8' });
    tell(error ? failure(error) : { status, stdout });
    return;
  }
  const child = jail.spawn('/bin/sh', ['-c', line], { cwd });
  let stdout = '';
  let failed = {};
  child.on('error', (error) => (failed = failure(error)));
  child.on('close', (status) => tell({ status, stdout, ...failed }));
  // A process that could not be started may lack its streams.
  child.stdout?.on('data', (bytes) => (stdout += bytes));
}

process.stdout.write('ready\n');
createInterface({ input: process.stdin }).on('line', (text) => {
  const wish = JSON.parse(text) as Wish;
  const attempts: string[] = [];
  const tell = (told: object) => process.stdout.write(`${JSON.stringify({ ...told, attempts })}\n`);
  if (wish.temporary !== undefined) process.env.TMPDIR = wish.temporary;
  try {
    start(wish, tell, attempts);
  } catch (error) {
    tell(failure(error as Error));
  }
});

// A program: runs one command in one jail and tells as JSON what came of it.
//   one-jail CWD POLICY FILE ARGUMENT...

import process from 'node:process';
import { JailKeeper, JailKeeperError, type Policy } from '../../src/index.js';

const [cwd = '.', policy = '{}', file = 'true', ...args] = process.argv.slice(2);

function tell(told: unknown): void {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

function makePolicy(): Policy {
  const { decides, ...given } = JSON.parse(policy) as Policy & { decides?: true };
  return decides ? { ...given, onJailbreak: () => 'deny' } : given;
}

try {
  const jail = new JailKeeper(makePolicy());
  const attempts: string[][] = [];
  jail.on('jailbreak', ({ mode, file: about, verdict }) => attempts.push([mode, about, verdict]));
  let output = '';
  const child = jail.spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (output += bytes));
  child.on('error', ({ message }) => tell({ failed: message }));
  child.on('close', (code, signal) => tell({ code, signal, output, attempts, enforcement: jail.enforcement }));
} catch (error) {
  if (!(error instanceof JailKeeperError)) throw error;
  tell({ refused: error.code, message: error.message });
}

// Compiled, not run: what a user may write, and what must not compile.

import type * as native from 'node:child_process';
import { promisify } from 'node:util';
import JailKeeper, { type Jailbreak, JailKeeperError, type JailKeeper as Named, type Policy } from 'jailkeeper';
import * as jailed from 'jailkeeper/child_process';

const policy: Policy = {
  read: ['/usr/bin', /x/],
  write: './out',
  onJailbreak: async ({ mode }) => (mode === 'read' ? 'log' : 'kill'),
};
const jail = new JailKeeper(policy);
const named: Named = jail;
named.on('jailbreak', (jailbreak: Jailbreak) => jailbreak.file.toUpperCase());
named.on('exit', (code: number | null, signal: NodeJS.Signals | null) => [code, signal]);
const area: 'full' | 'partial' | 'none' | undefined = jail.enforcement?.areas.files;

jail.spawn('ls').stdout.on('data', () => area);
jail.spawn('ls', ['-l'], { stdio: 'inherit', cwd: new URL('file:///') }).pid?.toFixed();
const text: string = jail.execFileSync('ls', ['-l'], { encoding: 'utf8' });

// Each of Node's functions can be replaced.
const functions: Pick<
  typeof native,
  'spawn' | 'exec' | 'execFile' | 'fork' | 'spawnSync' | 'execSync' | 'execFileSync'
> = jailed;
functions.spawn(text);

jailed.spawn('ls', ['-l'], { jail: { read: '/' } }).stdout.read();
jailed.spawn('ls', { jail }).stdin.end();
jailed.spawn('ls', [], { jail, stdio: ['ignore', 'pipe', 'ignore'] }).stdout.read();
jailed.exec('ls', { jail }, (error, stdout: string | Buffer) => [error, stdout]);
const output: string = jailed.execSync('ls', { jail, encoding: 'utf8' });
const promised = promisify(jailed.execFile)('ls', ['-l']);
promised.child.kill();
promised.then(({ stdout }: { stdout: string }) => stdout + output);

// @ts-expect-error: a misspelt option
new JailKeeper({ raed: '/' });
// @ts-expect-error: a jail that would be none
jailed.spawn('ls', [], { jail: false });
// @ts-expect-error: a rule that is no rule
new JailKeeper({ read: 5 });

export const code: 'ERR_JAIL_BUSY' | (string & {}) = new JailKeeperError('ERR_JAIL_BUSY').code;

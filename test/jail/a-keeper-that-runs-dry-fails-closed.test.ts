import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { JailKeeper, type Policy } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin, keepersOf } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';

// A limit that falls while the jail runs: from then on the keeper gets no descriptor, no memory, no thread more.

const limitMs = 20_000;

const line = (ground: Ground): string =>
  [
    'echo begun',
    'read go',
    `echo escaped > ${ground.victim}`,
    `cat ${ground.secret}`,
    `cp ${ground.secret} stolen`,
    'mkdir new',
    'echo new > new/file',
    'mv new/file new/other',
    'chmod 600 new/other',
    'touch new/other',
    'ln -s inside pointer',
    'cat inside pointer',
    'rm -r new',
    `echo escaped >> ${ground.victim}`,
    'echo done',
  ].join('; ');

interface Ended {
  readonly output: string;
  readonly refused: boolean;
  /** The code of the error with which the jail ended. */
  readonly lost: string | undefined;
}

async function runDry(ground: Ground, limits: readonly string[], policy: Policy): Promise<Ended> {
  const { mark, env } = makeMark();
  const jail = new JailKeeper({ onJailbreak: 'deny', ...policy });
  let refused = false;
  jail.on('jailbreak', ({ file }) => (refused ||= file === ground.secret));
  const child = jail.spawn('/bin/sh', ['-c', line(ground)], {
    cwd: ground.jail,
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: 'pipe',
  });
  let output = '';
  let hung = false;
  let lost: string | undefined;
  child.on('error', (error: NodeJS.ErrnoException) => (lost = error.code));
  // The jail may end before it is told to go on.
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (bytes) => (output += bytes));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const timer = setTimeout(() => {
    hung = true;
    endMarkedProcesses(mark);
  }, limitMs);
  try {
    output += (await once(child.stdout, 'data')).join('');
    child.stdout.on('data', (bytes) => (output += bytes));
    for (const keeper of keepersOf(child)) execFileSync('prlimit', ['--pid', String(keeper), ...limits]);
    child.stdin.end('go\n');
    await closed;
    assert.ok(!hung, `it hangs: ${output}`);
    assert.ok(await goneWithin(mark, 2000), 'a process is left');
  } finally {
    clearTimeout(timer);
    endMarkedProcesses(mark);
  }
  assert.equal(readFileSync(ground.victim, 'utf8'), 'untouched\n');
  assert.ok(!output.includes(ground.canary), output);
  return { output, refused, lost };
}

const shortages: readonly (readonly [of: string, limits: readonly string[]])[] = [
  ['descriptors', ['--nofile=12:12']],
  ['memory', ['--as=65536:65536']],
  ['stack and file size', ['--stack=4096:4096', '--fsize=0:0']],
  ['processes', ['--nproc=0:0']],
];

const policies: readonly (readonly [about: string, policy: (ground: Ground) => Policy])[] = [
  ['with paths', () => ({})],
  ['with a hole', ({ private: hole }) => ({ deny: hole })],
];

for (const [about, policy] of policies) {
  for (const [of, limits] of shortages)
    test(`a keeper that gets no more ${of} goes on refusing in a jail ${about}`, () =>
      onGround(async (ground) => {
        const { output, refused, lost } = await runDry(ground, limits, policy(ground));
        assert.deepEqual([refused, lost], [true, undefined], output);
        assert.match(output, /^done$/m);
      }));
}

for (const most of [0, 1, 3])
  for (const onJailbreak of ['deny', 'kill'] as const)
    test(`a keeper that may have ${most} descriptors ends its jail, onJailbreak: '${onJailbreak}'`, () =>
      onGround(async (ground) => {
        await runDry(ground, [`--nofile=${most}:${most}`], { onJailbreak });
      }));

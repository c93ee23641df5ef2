import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { settle, startOutside } from '../stage/outside-program.js';
import { type PolicyText, shellOnPoorMachine, type Told } from '../stage/poor-machine.js';
import { runJailed } from '../stage/run.js';

const nested = { enforcement: 'nested', onJailbreak: 'deny' } as const;

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('../stage/one-jail.ts', import.meta.url));
const loader = createRequire(import.meta.url).resolve('tsx');

/** A jail of ours, in which a program starts a second one in its directory `sub`. */
async function shellInJailInJail(ground: Ground, line: string, policy: PolicyText = nested) {
  const words = [path.join(ground.jail, 'sub'), JSON.stringify(policy), '/bin/sh', '-c', line];
  const args = ['--import', loader, program, ...words];
  const home = path.join(ground.jail, 'home');
  mkdirSync(home);
  const env = { HOME: home, TMPDIR: home, TSX_DISABLE_CACHE: '1' };
  const outer = await runJailed(
    { file: process.execPath, args, cwd: ground.jail, env },
    { read: [root, path.dirname(loader), process.execPath] },
  );
  assert.deepEqual(
    [outer.code, outer.signal, outer.stderr.toString()],
    [0, null, ''],
    JSON.stringify(outer.jailbreaks),
  );
  return { outer, told: JSON.parse(outer.stdout.toString()) as Told };
}

test('under another supervisor a jail says that nobody will report', () =>
  onGround((ground) => {
    const { enforcement, attempts, code } = shellOnPoorMachine('listening', ground, 'true', nested);
    assert.deepEqual([code, attempts], [0, []]);
    const { reporting, metadata, ...others } = enforcement?.areas ?? {};
    assert.deepEqual([reporting, metadata], ['none', 'none']);
    assert.deepEqual([...new Set(Object.values(others))], ['full']);
  }));

test('without that word nothing is started', () =>
  onGround((ground) => {
    for (const enforcement of ['full', 'partial'] as const) {
      const { refused, message } = shellOnPoorMachine('listening', ground, 'true', { ...nested, enforcement });
      assert.equal(refused, 'ERR_JAIL_NESTED');
      assert.match(message ?? '', /enforcement: 'nested'/);
    }
  }));

test('it holds files, executions and attributes', () =>
  onGround((ground) => {
    const line = [
      `cat ${ground.secret}`,
      `echo x > ${ground.victim}`,
      `rm ${ground.victim}`,
      `mv ${ground.secret} stolen`,
      `ln ${ground.secret} linked`,
      `${ground.outside}/tool`,
      `chmod 777 ${ground.victim}`,
      `touch -t 200001010000 ${ground.victim}`,
      'mkdir own && echo fine > own/file && mv own/file moved && cat moved && rm -r own moved',
    ].join('; ');
    const before = statSync(ground.victim);
    const { output } = shellOnPoorMachine('listening', ground, line, nested);
    assert.match(output ?? '', /^fine$/m);
    assert.doesNotMatch(output ?? '', new RegExp(ground.canary));
    const { mode, mtimeMs } = statSync(ground.victim);
    assert.deepEqual(
      [mode, mtimeMs, readFileSync(ground.victim, 'utf8')],
      [before.mode, before.mtimeMs, 'untouched\n'],
    );
    assert.equal(existsSync(ground.secret), true);
  }));

test('what its rules open is open', () =>
  onGround((ground) => {
    const line = `cat ${ground.secret} && echo x > ${ground.outside}/directory/new && echo done`;
    const policy = { ...nested, read: ground.secret, write: path.join(ground.outside, 'directory') };
    const { output } = shellOnPoorMachine('listening', ground, line, policy);
    assert.equal(output, `${ground.canary}\ndone\n`);
  }));

test('no signal leaves it', () =>
  onGround(async (ground) => {
    const sentinel = await startOutside('sentinel.c', [ground.canary, ground.secret], ground.outside);
    try {
      const pid = sentinel.child.pid ?? 0;
      const { output } = shellOnPoorMachine('listening', ground, `kill -TERM ${pid}; kill -9 ${pid}; echo on`, nested);
      await settle();
      assert.match(output ?? '', /^on$/m);
      assert.deepEqual([sentinel.child.exitCode, sentinel.child.signalCode, sentinel.lines], [null, null, []]);
    } finally {
      sentinel.end();
    }
  }));

for (const [kind, calls] of [
  ['unix-stream', ['connect']],
  ['unix-datagram', ['sendto', 'sendmsg', 'connect']],
  ['abstract-stream', ['connect']],
  ['tcp4', ['connect', 'fast-open']],
  ['udp4', ['sendto', 'sendmsg']],
] as const) {
  test(`nothing leaves it by ${kind}`, () =>
    onGround(async (ground) => {
      const isPath = kind.startsWith('unix');
      const wanted = isPath ? path.join(ground.outside, 'socket') : kind.startsWith('abstract') ? ground.canary : '0';
      const server = await startOutside('hear.c', [kind, wanted, ground.canary, ground.secret], ground.outside);
      try {
        const address = wanted === '0' ? (server.greeting.split(' ')[1] ?? '') : wanted;
        const { file } = fixture('speak.c');
        const line = calls.map((call) => `${file} ${kind} ${call} ${address}`).join('; ');
        const { output } = shellOnPoorMachine('listening', ground, line, { ...nested, read: file });
        await settle();
        assert.doesNotMatch(output ?? '', new RegExp(ground.canary));
        assert.deepEqual(server.lines, []);
      } finally {
        server.end();
      }
    }));
}

test('no datagram leaves it in a disguise, with the network or without', () =>
  onGround(async (ground) => {
    const address = path.join(ground.outside, 'socket');
    const server = await startOutside(
      'hear.c',
      ['unix-datagram', address, ground.canary, ground.secret],
      ground.outside,
    );
    try {
      const { file } = fixture('disguise-a-datagram.c');
      for (const network of [false, true]) {
        const policy = { ...nested, read: file, network };
        const { output } = shellOnPoorMachine('listening', ground, `${file} ${address}`, policy);
        assert.match(output ?? '', /still here/);
      }
      await settle();
      assert.deepEqual(server.lines, []);
    } finally {
      server.end();
    }
  }));

const impossible: readonly (readonly [PolicyText, RegExp])[] = [
  [{ enforcement: 'nested' }, /onJailbreak is "kill"/],
  [{ enforcement: 'nested', onJailbreak: 'log' }, /onJailbreak is "log"/],
  [{ enforcement: 'nested', decides: true }, /onJailbreak is a function/],
  [{ ...nested, metadata: 'deny' }, /metadata is "deny"/],
  [{ ...nested, deny: 'x' }, /deny makes a hole/],
  [{ ...nested, read: '*.txt' }, /a glob or a RegExp/],
  [{ ...nested, write: '/tmp/jailkeeper-is-not-there' }, /jailkeeper-is-not-there does not exist yet/],
];

for (const [policy, reason] of impossible) {
  test(`what needs a keeper is refused by its name: ${reason.source}`, () =>
    onGround((ground) => {
      const { refused, message } = shellOnPoorMachine('listening', ground, `echo ran > ${ground.absent}`, policy);
      assert.equal(refused, 'ERR_JAIL_NESTED_POLICY');
      assert.match(message ?? '', reason);
      assert.equal(existsSync(ground.absent), false);
    }));
}

test('in a jail of ours it starts, holds, and ends with all that it started', () =>
  onGround(async (ground) => {
    const line = 'echo fine > f; cat f ../inside; sleep 60 & (setsid sleep 60 &); exit 7';
    const { outer, told } = await shellInJailInJail(ground, line);
    assert.deepEqual([told.code, told.attempts, told.enforcement?.areas.reporting], [7, [], 'none']);
    assert.match(told.output ?? '', /^fine$/m);
    // The outer jail would have let it.
    assert.match(told.output ?? '', /inside: Permission denied/);
    assert.deepEqual([outer.jailbreaks, outer.survivors], [[], []]);
  }));

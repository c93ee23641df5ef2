import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { isRoot, runUnjailed } from '../stage/run.js';
import { program, shell } from './shell.js';

/** 'parent' is the keeper's inner process; there is no twin, as without a jail it would be these tests. */
for (const call of ['kill', 'stop', 'tgkill', 'pidfd', 'setown', 'prlimit', 'setpriority', 'affinity', 'poke', 'mem']) {
  test(`${call} does not reach the keeper`, () =>
    onGround(async (ground) => {
      const denied = await program(ground, 'meddle-with-process.c', [call, 'parent', '4096'], { onJailbreak: 'deny' });
      assert.deepEqual([denied.code, denied.stdout.toString().endsWith('still here\n')], [0, true]);
      assert.equal(denied.jailbreaks.length, 1);
      const killed = await program(ground, 'meddle-with-process.c', [call, 'parent', '4096']);
      assert.deepEqual([killed.signal, killed.jailbreaks.length], ['SIGKILL', 1]);
    }));
}

test('the keeper has no face in /proc', () =>
  onGround(async (ground) => {
    const line =
      'for entry in environ cmdline maps mem status comm stat fd exe root cwd; do cat /proc/$PPID/$entry; ls /proc/$PPID/$entry/; done';
    const { stdout, jailbreaks } = await shell(ground, line, { onJailbreak: 'deny' });
    assert.equal(stdout.toString(), '');
    assert.equal(jailbreaks.length >= 7, true);
  }));

test('a second /proc does not show the keeper as the program itself, where the keeper opens', { skip: !isRoot }, () =>
  onGround(async (ground) => {
    const place = path.join(ground.outside, 'directory');
    assert.equal(spawnSync('mount', ['-t', 'proc', 'proc', place]).status, 0);
    try {
      const policy = { read: [place], write: [place], deny: [path.join(place, 'kmsg')], onJailbreak: 'deny' } as const;
      const line = `for entry in comm mem; do : 3<>${place}/self/$entry && echo open; done; cat ${place}/self/comm`;
      const { stdout } = await shell(ground, line, policy);
      assert.equal(stdout.toString(), '');
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  }),
);

test('a signal for the whole group stays inside', () =>
  onGround(async (ground) => {
    const { signal, jailbreaks } = await shell(ground, 'sleep 30 & kill -TERM 0');
    assert.deepEqual([signal, jailbreaks], ['SIGTERM', []]);
  }));

test('a signal for everybody is a jailbreak', () =>
  onGround(async (ground) => {
    const { code, jailbreaks } = await shell(ground, 'kill -WINCH -1; exit 5', { onJailbreak: 'deny' });
    assert.deepEqual([code, jailbreaks.map(({ mode }) => mode)], [5, ['process']]);
  }));

/** By it the library finds what is left when both keepers are dead. */
test('the mark that everything in the jail carries stays on', () =>
  onGround(async (ground) => {
    const line = 'prlimit --msgqueue=1:1 cat /proc/self/limits';
    const args = ['-c', line];
    const free = await runUnjailed({ file: '/bin/sh', args, cwd: ground.jail });
    assert.match(free.stdout.toString(), /Max msgqueue size +1 +1 /);
    const { code, stdout, jailbreaks } = await shell(ground, `${line} || cat /proc/self/limits`);
    assert.match(stdout.toString(), /Max msgqueue size +\d+ +(2[0-9]|3[0-9]|40)\d\d /);
    assert.deepEqual([code, jailbreaks], [0, []]);
  }));

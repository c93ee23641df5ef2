import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { program, shell } from './shell.js';

for (const [who, method] of [
  ['a statically linked program', 'open'],
  ['a thread', 'thread'],
  ['the grandchild of a daemonised double fork', 'daemon'],
  ['a process that shares its parent’s memory', 'vfork'],
  ['a process that shares its parent’s descriptors', 'clone-peer'],
]) {
  test(`${who} is seen`, () =>
    onGround(async (ground) => {
      const { signal, stdout, jailbreaks } = await program(ground, 'open-for-reading.c', [method ?? '', ground.secret]);
      assert.deepEqual([signal, stdout.includes(ground.canary)], ['SIGKILL', false]);
      assert.deepEqual(
        jailbreaks.map(({ mode, file }) => [mode, file]),
        [['read', ground.secret]],
      );
    }));
}

test('a shell builtin is seen', () =>
  onGround(async (ground) => {
    const { signal, jailbreaks } = await shell(ground, `read line < ${ground.secret}`);
    assert.deepEqual([signal, jailbreaks.map(({ argv }) => argv[0])], ['SIGKILL', ['/bin/sh']]);
  }));

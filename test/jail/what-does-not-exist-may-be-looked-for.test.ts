import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { program } from './shell.js';

test('a read of something absent is ENOENT and no jailbreak', () =>
  onGround(async (ground) => {
    const { code, stdout, jailbreaks } = await program(ground, 'open-for-reading.c', [
      'open',
      ground.absent,
      '/no/such/place',
    ]);
    assert.equal(stdout.toString().match(/No such file or directory/g)?.length, 2);
    assert.deepEqual([code, jailbreaks], [0, []]);
  }));

test('a write to something absent is a jailbreak', () =>
  onGround(async (ground) => {
    const { signal, jailbreaks } = await program(ground, 'open-for-writing.c', ['create', ground.absent]);
    assert.deepEqual([signal, jailbreaks.map(({ file }) => file)], ['SIGKILL', [ground.absent]]);
  }));

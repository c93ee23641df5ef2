import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { program } from './shell.js';

const rounds = 1000;

test(`${rounds} forbidden creations create nothing, and each is reported`, () =>
  onGround(async (ground) => {
    const before = readdirSync(ground.outside);
    const args = [path.join(ground.outside, 'file-'), String(rounds)];
    const { code, jailbreaks } = await program(ground, 'create-again-and-again.c', args, { onJailbreak: 'deny' });
    assert.deepEqual([code, readdirSync(ground.outside)], [0, before]);
    assert.equal(new Set(jailbreaks.map(({ file }) => file)).size, rounds);
  }));

test('a killed program has created nothing, a hundred times', () =>
  onGround(async (ground) => {
    const before = readdirSync(ground.outside);
    for (let round = 0; round < 100; round++) {
      const { signal } = await program(ground, 'open-for-writing.c', [
        'create',
        path.join(ground.outside, `file-${round}`),
      ]);
      assert.deepEqual([signal, readdirSync(ground.outside)], ['SIGKILL', before]);
    }
  }));

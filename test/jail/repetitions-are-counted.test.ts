import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { program } from './shell.js';

test('an attempt that is made 20,000 times is one event with a count', () =>
  onGround(async (ground) => {
    const args = ['denials', ground.secret, '19999'];
    const { code, jailbreaks } = await program(ground, 'exhaust.c', args, { onJailbreak: 'deny' });
    assert.equal(code, 0);
    assert.deepEqual(
      jailbreaks.map(({ file, count }) => [file, count]),
      [[ground.secret, 20_000]],
    );
  }));

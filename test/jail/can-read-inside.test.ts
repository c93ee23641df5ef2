import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('a file of the jail can be read', () =>
  onGround(async (ground) => {
    const { code, stdout, jailbreaks } = await shell(ground, 'cat inside');
    assert.deepEqual([code, stdout.toString(), jailbreaks], [0, 'harmless\n', []]);
  }));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('a file is not a directory, whoever opens it', () =>
  onGround(async (ground) => {
    for (const policy of [{}, { deny: [ground.private] }]) {
      const { code, stdout, stderr } = await shell(ground, 'cat inside/', policy);
      assert.deepEqual([code, stdout.toString()], [1, '']);
      assert.match(stderr.toString(), /Not a directory/);
    }
  }));

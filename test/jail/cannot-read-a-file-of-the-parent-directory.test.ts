import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('cat ../test.js is the end', () =>
  onGround(async (ground) => {
    const file = path.join(ground.root, 'test.js');
    writeFileSync(file, ground.canary);
    const { signal, stdout, jailbreaks } = await shell(ground, 'cat ../test.js');
    assert.deepEqual([signal, stdout.toString()], ['SIGKILL', '']);
    assert.deepEqual(
      jailbreaks.map(({ mode, file }) => [mode, file]),
      [['read', file]],
    );
  }));

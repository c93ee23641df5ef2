import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('a file in the parent directory is never created', () =>
  onGround(async (ground) => {
    const file = path.join(ground.root, 'written');
    const { signal, jailbreaks } = await shell(ground, 'echo escaped > ../written');
    assert.deepEqual([signal, existsSync(file)], ['SIGKILL', false]);
    assert.deepEqual(
      jailbreaks.map(({ mode, file }) => [mode, file]),
      [['write', file]],
    );
  }));

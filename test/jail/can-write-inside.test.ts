import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('files of the jail can be created, changed, renamed, linked and removed', () =>
  onGround(async (ground) => {
    const line =
      'echo new > new && mkdir -p a/b && mv new a/b && ln a/b/new twin && ln -s twin link && chmod 600 link && rm inside';
    const { code, stderr, jailbreaks } = await shell(ground, `${line} && echo more >> link`);
    assert.deepEqual([code, stderr.toString(), jailbreaks], [0, '', []]);
    assert.equal(readFileSync(path.join(ground.jail, 'a/b/new'), 'utf8'), 'new\nmore\n');
  }));

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { onGround } from '../stage/on-ground.js';

// Each connection is a thread of the keeper for a moment, and several times a second it looks whose caller has died.

test('eight programs that connect to themselves 4,000 times each all come to their end', () =>
  onGround(async (ground) => {
    const { file } = fixture('flood.c');
    const line = `for i in 1 2 3 4 5 6 7 8; do ${file} connect socket-$i 1 4000 & done; wait`;
    const child = new JailKeeper({ read: [file] }).spawn('/bin/sh', ['-c', line], {
      cwd: ground.jail,
      env: { PATH: '/usr/bin:/bin' },
    });
    let output = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    const [code] = await once(child, 'close');
    assert.deepEqual([code, output.match(/^made 4000$/gm)?.length], [0, 8], output);
  }));

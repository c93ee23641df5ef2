import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { onGround } from '../stage/on-ground.js';

test('child.pid is what the program calls itself', () =>
  onGround(async (ground) => {
    const child = new JailKeeper().spawn('/bin/sh', ['-c', 'echo $$'], { cwd: ground.jail });
    const [bytes] = await once(child.stdout ?? assert.fail(), 'data');
    assert.equal(bytes.toString(), `${child.pid}\n`);
    await once(child, 'close');
  }));

test('kill() reaches the program, which may catch it', () =>
  onGround(async (ground) => {
    const child = new JailKeeper().spawn(
      '/bin/sh',
      ['-c', 'trap "exit 7" TERM; echo ready; while :; do sleep 0.01; done'],
      {
        cwd: ground.jail,
      },
    );
    await once(child.stdout ?? assert.fail(), 'data');
    assert.equal(child.kill('SIGTERM'), true);
    assert.deepEqual(await once(child, 'exit'), [7, null]);
  }));

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { JailKeeper, JailKeeperError } from '../../src/index.js';
import { onGround } from '../stage/on-ground.js';

test('a second spawn while one runs is a clear error, and one after its end is not', () =>
  onGround(async (ground) => {
    const jail = new JailKeeper();
    const child = jail.spawn('sleep', ['10'], { cwd: ground.jail });
    assert.throws(() => jail.spawn('true', [], { cwd: ground.jail }), JailKeeperError);
    child.kill();
    await once(jail, 'exit');
    const [code] = await once(jail.spawn('true', [], { cwd: ground.jail }), 'exit');
    assert.equal(code, 0);
  }));

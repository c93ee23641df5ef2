import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { onGround } from '../stage/on-ground.js';

test('a command line with spaces and no arguments runs in the shell, as in 2012', () =>
  onGround(async (ground) => {
    const jail = new JailKeeper();
    const jailbreaks: unknown[] = [];
    jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
    const child = jail.spawn('echo "hello world"', [], { cwd: ground.jail });
    let output = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
    });
    const code = await new Promise((resolve) => jail.on('exit', resolve));
    assert.deepEqual([code, output, jailbreaks], [0, 'hello world\n', []]);
  }));

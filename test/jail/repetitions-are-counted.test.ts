import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
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

test('an attempt about which a function is asked each time is an event each time, and none of them counts for another', () =>
  onGround(async (ground) => {
    const args = ['same', ground.secret, '3', '100'];
    const { stdout, jailbreaks } = await program(ground, 'flood.c', args, { onJailbreak: () => 'deny' });
    assert.equal(stdout.toString(), 'refused 300\n');
    assert.deepEqual([jailbreaks.length, jailbreaks.every(({ count }) => count === 1)], [300, true]);
  }));

test('the events of a synchronous call add up to what the program was refused', () =>
  onGround((ground) => {
    const { file } = fixture('flood.c');
    const jail = new JailKeeper({ read: file, onJailbreak: 'deny' });
    let sum = 0;
    jail.on('jailbreak', ({ count }) => {
      sum += count;
    });
    const args = ['different', ground.secret, '2', '3000'];
    const { stdout } = jail.spawnSync(file, args, { cwd: ground.jail, encoding: 'utf8' });
    assert.deepEqual([stdout, sum], ['refused 6000\n', 6000]);
  }));

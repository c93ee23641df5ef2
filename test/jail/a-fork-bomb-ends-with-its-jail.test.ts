import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { makeMark, markedProcesses } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';
import { program } from './shell.js';

test('a bomb whose command has ended is gone with it', () =>
  onGround(async (ground) => {
    const { code, survivors } = await program(ground, 'bomb.c', ['', '2']);
    assert.deepEqual([code, survivors], [0, []]);
  }));

test('a bomb that breaks out is gone when it is reported', () =>
  onGround(async (ground) => {
    const { signal, survivors, order } = await program(ground, 'bomb.c', [ground.secret, '2']);
    assert.deepEqual([signal, survivors, order], ['SIGKILL', [], ['jailbreak', 'exit']]);
  }));

test('a bomb whose command is killed by the caller is gone as well', () =>
  onGround(async (ground) => {
    const { mark, env } = makeMark();
    const { file } = fixture('bomb.c');
    const child = new JailKeeper({ read: [file] }).spawn(file, ['', '2', '20'], { cwd: ground.jail, env });
    child.kill('SIGKILL');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
    assert.deepEqual(markedProcesses(mark), []);
  }));

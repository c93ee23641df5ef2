import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { program, shell } from './shell.js';

test("after a kill no process of the tree is left when 'exit' fires, a hundred times", () =>
  onGround(async (ground) => {
    for (let round = 0; round < 100; round++) {
      const { signal, survivors, order } = await program(ground, 'grow-a-tree-and-break-out.c', [ground.secret]);
      assert.deepEqual([signal, survivors, order], ['SIGKILL', [], ['jailbreak', 'exit']]);
    }
  }));

test('a break-out deep in the tree is the end of its root', () =>
  onGround(async (ground) => {
    const line = `(sh -c 'setsid sh -c "sleep 0.02; cat ${ground.secret}" &') ; sleep 20`;
    const { signal, survivors, stdout } = await shell(ground, line);
    assert.deepEqual([signal, survivors, stdout.toString()], ['SIGKILL', [], '']);
  }));

test('what a program left behind ends with it, and its exit code is kept', () =>
  onGround(async (ground) => {
    const line = '(setsid sleep 30 > /dev/null 2>&1 &) ; sleep 30 > /dev/null 2>&1 & exit 3';
    const { code, survivors, jailbreaks } = await shell(ground, line);
    assert.deepEqual([code, survivors, jailbreaks], [3, [], []]);
  }));

test('orphans are no zombies: two hundred come and go while the program runs', () =>
  onGround(async (ground) => {
    const line =
      'i=0; while [ $i -lt 200 ]; do (true &); i=$((i+1)); done; sleep 0.1; grep -l "State:.Z" /proc/[0-9]*/status; exit 0';
    const { code, stdout } = await shell(ground, line, { onJailbreak: 'deny' });
    assert.deepEqual([code, stdout.toString()], [0, '']);
  }));

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin, keepersOf } from '../stage/keeper-processes.js';
import { makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';

async function start(ground: Ground): Promise<{ child: ChildProcess; mark: string; ended: Promise<string[]> }> {
  const { mark, env } = makeMark();
  const child = new JailKeeper().spawn('/bin/sh', ['-c', 'sleep 60 & (setsid sleep 60 &) ; echo ready; wait'], {
    cwd: ground.jail,
    env: { PATH: '/usr/bin:/bin', ...env },
  });
  const events: string[] = [];
  child.once('error', () => events.push('error'));
  await once(child.stdout ?? assert.fail(), 'data');
  const ended = new Promise<string[]>((resolve) => {
    child.once('exit', () => resolve([...events, 'exit']));
  });
  return { child, mark, ended };
}

for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
  for (const [which, index] of [
    ['inner', 0],
    ['outer', 1],
  ] as const) {
    test(`${signal} for the ${which} keeper ends the jail within a second`, () =>
      onGround(async (ground) => {
        const { child, mark, ended } = await start(ground);
        const keeper = keepersOf(child)[index] ?? assert.fail('there is no such keeper');
        process.kill(keeper, signal);
        assert.ok(await goneWithin(mark, 1000), 'something outlived its keeper');
        assert.deepEqual(await ended, ['error', 'exit']);
      }));
  }
}

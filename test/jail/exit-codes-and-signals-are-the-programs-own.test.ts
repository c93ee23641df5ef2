import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

for (const code of [0, 1, 42, 121, 122, 125, 126, 127, 255]) {
  test(`exit code ${code} is passed through`, () =>
    onGround(async (ground) => {
      const outcome = await shell(ground, `exit ${code}`);
      assert.deepEqual([outcome.code, outcome.signal], [code, null]);
    }));
}

for (const signal of ['SIGTERM', 'SIGKILL', 'SIGSEGV', 'SIGHUP', 'SIGUSR1', 'SIGPIPE', 'SIGABRT'] as const) {
  test(`death by ${signal} is passed through`, () =>
    onGround(async (ground) => {
      const outcome = await shell(ground, `kill -${signal.slice(3)} $$`);
      assert.deepEqual([outcome.code, outcome.signal, outcome.jailbreaks], [null, signal, []]);
    }));
}

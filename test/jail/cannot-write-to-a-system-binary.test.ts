import assert from 'node:assert/strict';
import { realpathSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

const binary = realpathSync('/usr/bin/env');

/** Opening for appending would do no harm even if it were let through. */
for (const [whose, line] of [
  ['a shell', 'true >> /usr/bin/env'],
  ['a background child', '(sleep 0.01; true >> /usr/bin/env) & wait'],
]) {
  test(`${whose} cannot write to a system binary`, () =>
    onGround(async (ground) => {
      const before = statSync(binary, { bigint: true }).ctimeNs;
      const { signal, jailbreaks } = await shell(ground, line ?? '');
      assert.deepEqual([signal, statSync(binary, { bigint: true }).ctimeNs], ['SIGKILL', before]);
      assert.deepEqual(
        jailbreaks.map(({ mode, file }) => [mode, file]),
        [['write', binary]],
      );
    }));
}

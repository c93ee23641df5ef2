import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fixture } from '../stage/fixture.js';
import { onGround } from '../stage/on-ground.js';
import { runJailed } from '../stage/run.js';

const rounds = 1000;

for (const [verdict, times] of [
  ['deny', 1],
  ['kill', 100],
] as const) {
  test(`whatever is handed on at once is nothing: ${times} x ${rounds} reads, ${verdict}`, () =>
    onGround(async (ground) => {
      const told = path.join(ground.root, 'told');
      const { file } = fixture('read-and-tell-at-once.c');
      for (let time = 0; time < times; time++) {
        const fd = openSync(told, 'w');
        const args = [ground.secret, String(rounds)];
        const stdio = ['ignore' as const, fd, 'inherit' as const];
        const { jailbreaks } = await runJailed({ file, args, cwd: ground.jail, stdio }, { onJailbreak: verdict });
        closeSync(fd);
        assert.equal(readFileSync(told, 'utf8'), '');
        assert.deepEqual([jailbreaks.length, jailbreaks[0]?.count], [1, verdict === 'kill' ? 1 : rounds]);
      }
    }));
}

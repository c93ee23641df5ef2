import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { endServices, playServiceRound } from '../endurance/service-round.js';
import { goneWithin } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark, markedProcesses } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';

test('a service that is killed takes its jails with it', () =>
  onGround(async (ground) => {
    const { mark, env } = makeMark();
    const library = JSON.stringify(new URL('../../src/index.ts', import.meta.url).href);
    const service = `
      import { JailKeeper } from ${library};
      const child = new JailKeeper().spawn('/bin/sh', ['-c', 'sleep 60 & echo ready; sleep 60'], { cwd: ${JSON.stringify(ground.jail)} });
      child.stdout.pipe(process.stdout);`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', service];
    const cwd = path.dirname(new URL(import.meta.url).pathname);
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      assert.equal(markedProcesses(mark).length >= 4, true);
      child.kill('SIGKILL');
      assert.ok(await goneWithin(mark, 1000), 'something outlived its service');
    } finally {
      endMarkedProcesses(mark);
    }
  }));

test('services are killed at ten random moments: no access, no survivor', () =>
  onGround(async (ground) => {
    try {
      for (let round = 0; round < 10; round++) {
        const verdict = await playServiceRound(ground, round);
        assert.deepEqual([verdict.gotOut, Number.isFinite(verdict.goneMs)], [false, true], verdict.moment);
      }
    } finally {
      await endServices();
    }
  }));

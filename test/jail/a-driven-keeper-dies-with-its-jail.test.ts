// A hole in the keeper would let its target drive it. Here a tracer drives it, and it tries what it never needs.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin, keepersOf } from '../stage/keeper-processes.js';
import { makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';
import { isRoot } from '../stage/run.js';

const SIGSYS = 31;

const calls = {
  supervisor: [
    'execve',
    'execveat',
    'fork',
    'clone',
    'socket',
    'map-to-execute',
    'protect-to-execute',
    'kill-group',
    'make-dumpable',
  ],
  guard: ['execve', 'fork', 'clone', 'create', 'socket', 'map-to-execute', 'protect-to-execute', 'kill-group'],
};

/** What the call is made with: a program that leaves a trace, or the trace itself. */
function layTrace(ground: Ground, call: string): { file: string; trace: string } {
  const trace = path.join(ground.outside, 'trace');
  const program = path.join(ground.outside, 'leave-a-trace');
  writeFileSync(program, `#!/bin/sh\necho > ${trace}\n`);
  chmodSync(program, 0o755);
  return { file: call === 'create' ? trace : program, trace };
}

async function makeCall(pid: number, call: string, file: string, ...held: number[]): Promise<string> {
  const args = [pid, call, file, ...held].map(String);
  const { stdout } = await promisify(execFile)(fixture('make-it-call.c').file, args);
  return stdout.trim();
}

for (const call of new Set([...calls.supervisor, ...calls.guard])) {
  test(`${call} succeeds in a process that is not confined`, () =>
    onGround(async (ground) => {
      const { file, trace } = layTrace(ground, call);
      assert.equal(await makeCall(0, call, file), 'returned success');
      assert.equal(existsSync(trace), call.startsWith('exec') || call === 'create');
    }));
}

for (const [which, index] of [
  ['supervisor', 0],
  ['guard', 1],
] as const) {
  for (const call of calls[which]) {
    test(`a ${which} that is driven to ${call} dies, and its jail with it`, () =>
      onGround(async (ground) => {
        const { file, trace } = layTrace(ground, call);
        const { mark, env } = makeMark();
        const child = new JailKeeper().spawn('/bin/sh', ['-c', 'sleep 60 & (setsid sleep 60 &); echo ready; wait'], {
          cwd: ground.jail,
          env: { PATH: '/usr/bin:/bin', ...env },
        });
        const events: string[] = [];
        child.once('error', () => events.push('error'));
        const exit = new Promise((resolve) => child.once('exit', () => resolve(events.push('exit'))));
        await once(child.stdout ?? assert.fail(), 'data');
        const keepers = keepersOf(child);
        // The supervisor would notice that somebody holds the guard.
        const outcome = await makeCall(keepers[index] ?? 0, call, file, ...keepers.slice(0, index));
        // Their own user cannot even try.
        assert.equal(outcome, isRoot ? `killed by signal ${SIGSYS}` : 'cannot be seized: Operation not permitted');
        if (!isRoot) child.kill('SIGKILL');
        assert.ok(await goneWithin(mark, 5000), 'something outlived its keeper');
        await exit;
        assert.deepEqual([events, existsSync(trace)], [isRoot ? ['error', 'exit'] : ['exit'], false]);
      }));
  }
}

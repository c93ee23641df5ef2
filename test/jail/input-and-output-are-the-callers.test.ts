import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { runJailed } from '../stage/run.js';
import { shell } from './shell.js';

test('a megabyte passes through both ways, and errors have their own stream', () =>
  onGround(async (ground) => {
    const input = 'x'.repeat(1 << 20);
    const command = { file: '/bin/sh', args: ['-c', 'cat; echo error >&2'], cwd: ground.jail, input };
    const { code, stdout, stderr } = await runJailed(command, {});
    assert.deepEqual([code, stdout.toString() === input, stderr.toString()], [0, true, 'error\n']);
  }));

test('a file outside that the caller opened for output is written, and is no jailbreak', () =>
  onGround(async (ground) => {
    const file = path.join(ground.outside, 'log');
    const fd = openSync(file, 'w');
    const command = { file: '/bin/echo', args: ['logged'], cwd: ground.jail, stdio: ['ignore', fd, 'pipe'] as const };
    const { code, jailbreaks } = await runJailed({ ...command, stdio: [...command.stdio] }, {});
    closeSync(fd);
    assert.deepEqual([code, jailbreaks, readFileSync(file, 'utf8')], [0, [], 'logged\n']);
  }));

test('/dev/null, /dev/zero and /dev/stdin are where they always are', () =>
  onGround(async (ground) => {
    const line = 'head -c 3 /dev/zero > /dev/null; echo fine | cat /dev/stdin';
    const { code, stdout, jailbreaks } = await shell(ground, line);
    assert.deepEqual([code, stdout.toString(), jailbreaks], [0, 'fine\n', []]);
  }));

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { runJailed } from '../stage/run.js';

test('the event of cat ../../package.json says what was tried, on what, by whom', () =>
  onGround(async (ground) => {
    const file = path.join(ground.root, 'package.json');
    const cwd = path.join(ground.root, 'tmp', 'jail1');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(file, ground.canary);
    const { signal, stdout, jailbreaks } = await runJailed({ file: 'cat', args: ['../../package.json'], cwd }, {});
    assert.deepEqual([signal, stdout.toString(), jailbreaks.length], ['SIGKILL', '', 1]);
    const [jailbreak] = jailbreaks;
    assert.deepEqual(
      { ...jailbreak, pid: typeof jailbreak?.pid, ppid: typeof jailbreak?.ppid, time: jailbreak?.time instanceof Date },
      {
        mode: 'read',
        file,
        requested: '../../package.json',
        syscall: 'openat',
        pid: 'number',
        ppid: 'number',
        executable: '/usr/bin/cat',
        argv: ['cat', '../../package.json'],
        cwd,
        time: true,
        verdict: 'kill',
        count: 1,
      },
    );
  }));

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { runJailed } from '../stage/run.js';

test('a script that cats /etc/passwd dies before it reads', () =>
  onGround(async (ground) => {
    const script = path.join(ground.jail, 'script.sh');
    writeFileSync(script, '#!/bin/sh\necho before\ncat /etc/passwd\necho after\n', { mode: 0o755 });
    const { signal, stdout, jailbreaks } = await runJailed({ file: './script.sh', args: [], cwd: ground.jail }, {});
    assert.deepEqual([signal, stdout.toString()], ['SIGKILL', 'before\n']);
    assert.deepEqual(
      jailbreaks.map(({ mode, file }) => [mode, file]),
      [['read', '/etc/passwd']],
    );
  }));

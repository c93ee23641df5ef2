import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { type Jailbreak, JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { endMarkedProcesses, makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';

// Where the keeper looks at the program that was loaded, a SIGKILL from elsewhere leaves it nothing to look at: about
// two in a thousand of these.

const rounds = 2000;
const limitMs = 60_000;

test('a program killed as it is executed tried nothing', () =>
  onGround(async (ground) => {
    const { mark, env } = makeMark();
    const { file } = fixture('die-while-executing.c');
    const jail = new JailKeeper({ onJailbreak: 'deny', read: file, deny: path.join(ground.jail, 'denied') });
    const jailbreaks: Jailbreak[] = [];
    jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
    const child = jail.spawn(file, [String(rounds)], { cwd: ground.jail, env, stdio: 'inherit' });
    const timer = setTimeout(() => endMarkedProcesses(mark), limitMs);
    try {
      assert.deepEqual(await once(child, 'close'), [0, null]);
    } finally {
      clearTimeout(timer);
      endMarkedProcesses(mark);
    }
    assert.deepEqual(jailbreaks, []);
  }));

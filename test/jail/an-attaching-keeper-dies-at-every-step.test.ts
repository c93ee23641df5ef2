import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { onGround } from '../stage/on-ground.js';
import { startRunning } from '../stage/running-program.js';

// Whatever becomes of the keeper, the program is as it was, or dead, or jailed: never half, and never with a wrong register.

const rounds = Number(process.env.JAILKEEPER_ATTACH_ROUNDS ?? 25);
const longestMs = 25;
const { file } = fixture('check-itself.c');

/** The keepers that this process has started, from the guard down. */
function keepersOf(parent: number): number[] {
  for (const name of readdirSync('/proc')) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'latin1');
      const isKeeper = /^Name:\s+jailkeeper-keep/m.test(status) && new RegExp(`^PPid:\\s+${parent}$`, 'm').test(status);
      if (isKeeper) return [Number(name), ...keepersOf(Number(name))];
    } catch {
      // It is no process, or has ended.
    }
  }
  return [];
}

interface Ending {
  readonly attached: boolean;
  readonly said: string;
}

async function play(victim: 'guard' | 'supervisor'): Promise<Ending> {
  let ending: Ending = { attached: false, said: '' };
  await onGround(async (ground) => {
    const program = await startRunning(file, ['20', ground.secret], ground.jail);
    try {
      assert.equal(await program.next(), 'ready');
      program.child.on('error', () => undefined);
      const jail = new JailKeeper(program.child, { onJailbreak: 'deny' });
      const attaching = jail.attached?.then(
        () => true,
        () => false,
      );
      // Most steps come early.
      await delay(Math.random() ** 2 * longestMs);
      const [guard, supervisor] = keepersOf(process.pid);
      const pid = victim === 'guard' ? guard : supervisor;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      const attached = (await attaching) ?? false;
      // A supervisor without a guard notices it, and so does a program that is killed.
      await delay(pid === undefined ? 0 : 300);
      program.say('enough');
      const lines: string[] = [];
      for (let line = await program.next(); line !== undefined; line = await program.next()) lines.push(line);
      const [code, signal] = await program.ended;
      assert.equal(code === 0 || signal === 'SIGKILL', true, `${code} ${signal}: ${lines.join('; ')}`);
      ending = { attached, said: signal === null ? lines.join('; ') : 'dead' };
    } finally {
      program.child.kill('SIGKILL');
    }
  });
  return ending;
}

for (const victim of ['guard', 'supervisor'] as const)
  test(`the ${victim} is killed`, async (t) => {
    const seen = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const { attached, said } = await play(victim);
      const what = `${attached ? 'attached' : 'not attached'}, ${said}`;
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(seen)));
    // Attached and free would be a lie; so would torn.
    const right = ['attached, dead', 'attached, jailed', 'not attached, dead', 'not attached, free'];
    assert.deepEqual(
      [...seen.keys()].filter((what) => !right.includes(what)),
      [],
    );
  });

// Jails whose keeper is hit in the middle of its work.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin, keepersOf } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark } from '../stage/marked-processes.js';

/** A full run takes 1,000. */
export const rounds = Number(process.env.JAILKEEPER_CHAOS_ROUNDS ?? '40');
const attempts = '1000000';

/** Tries to get out all the time: one process creates, another one reads and tells. */
function startAttacker(ground: Ground, env: Record<string, string>): ChildProcess {
  const creating = fixture('create-again-and-again.c').file;
  const reading = fixture('read-and-tell-at-once.c').file;
  const line = `${creating} ${ground.outside}/file- ${attempts} > /dev/null & ${reading} ${ground.secret} ${attempts}`;
  const jail = new JailKeeper({ read: [creating, reading], onJailbreak: 'deny' });
  return jail.spawn('/bin/sh', ['-c', line], { cwd: ground.jail, env: { PATH: '/usr/bin:/bin', ...env } });
}

/** Hits one of the keeper's processes at a random moment: no access, no survivor, a clear error. */
export async function hitKeeper(ground: Ground, round: number, signal: NodeJS.Signals): Promise<void> {
  const before = readdirSync(ground.outside);
  const { mark, env } = makeMark();
  const child = startAttacker(ground, env);
  const errors: Error[] = [];
  let output = '';
  child.on('error', (error) => errors.push(error));
  child.stdout?.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const keepers = keepersOf(child);
  await delay(Math.random() * 20);
  process.kill(keepers[round % keepers.length] ?? assert.fail(), signal);
  const gone = await goneWithin(mark, 1000);
  if (!gone) endMarkedProcesses(mark);
  await exit;
  assert.ok(gone, `something outlived keeper ${round % keepers.length}`);
  assert.deepEqual([errors.length, output, readdirSync(ground.outside)], [1, '', before]);
}

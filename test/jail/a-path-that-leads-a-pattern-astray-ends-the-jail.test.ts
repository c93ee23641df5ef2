import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { JailKeeper, type JailKeeperError, type Policy } from '../../src/index.js';
import { goneWithin } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';

function runSync(jail: JailKeeper, cwd: string): void {
  const { error } = jail.spawnSync('/bin/true', { cwd });
  if (error) throw error;
}

/** Two to the power of its length ways to match, and every one of them fails at the end. */
const astray = `${'a'.repeat(60)}b`;

for (const [which, policy] of [
  ['a denying pattern', { deny: /\/(?:a+)+$/ }],
  ['an allowing pattern', { write: /\/(?:a+)+$/ }],
] satisfies [string, Policy][]) {
  test(`${which} that never comes to an end kills the jail, and the error says so`, () =>
    onGround(async (ground) => {
      writeFileSync(join(ground.jail, astray), 'content');
      const path = which === 'an allowing pattern' ? join(ground.outside, astray) : astray;
      const { mark, env } = makeMark();
      const jail = new JailKeeper({ ...policy, onJailbreak: 'deny' });
      const line = `sleep 100 & : > ${path}; echo and on`;
      const child = jail.spawn('/bin/sh', ['-c', line], { cwd: ground.jail, env: { PATH: '/usr/bin:/bin', ...env } });
      const errors: JailKeeperError[] = [];
      let output = '';
      child.on('error', (error) => errors.push(error as JailKeeperError));
      child.stdout?.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
      await new Promise((resolve) => child.once('exit', resolve));
      const gone = await goneWithin(mark, 1000);
      if (!gone) endMarkedProcesses(mark);
      assert.ok(gone, 'something of the jail is left');
      assert.deepEqual([errors.map(({ code }) => code), output], [['ERR_JAIL_KEEPER_LOST'], '']);
      assert.match(errors[0]?.message ?? '', /pattern of the policy took too long/);
    }));
}

test('so does one that never comes to an end on the command itself', () =>
  onGround((ground) => {
    const jail = new JailKeeper({ deny: /(?:(?:\.)*?)*?(?:(?:(?:[^/])*?)+)*?\?$/ });
    for (const start of [() => jail.spawn('/bin/true', { cwd: ground.jail }), () => runSync(jail, ground.jail)]) {
      assert.throws(start, { code: 'ERR_JAIL_KEEPER_LOST', message: /pattern of the policy took too long/ });
    }
  }));

test('a pattern that only has much to do is waited for', () =>
  onGround(async (ground) => {
    const jail = new JailKeeper({ deny: /\/(?:a+)+$/, onJailbreak: 'deny' });
    const line = `echo content > ${'a'.repeat(16)}b && cat ${'a'.repeat(16)}b`;
    const { stdout } = jail.spawnSync('/bin/sh', ['-c', line], { cwd: ground.jail });
    assert.equal(stdout.toString(), 'content\n');
  }));

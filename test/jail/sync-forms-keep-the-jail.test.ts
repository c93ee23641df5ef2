import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { onGround } from '../stage/on-ground.js';

test('spawnSync kills before the file is there, and tells of it after the call', () =>
  onGround((ground) => {
    const jail = new JailKeeper();
    const files: string[] = [];
    jail.on('jailbreak', ({ file }) => files.push(file));
    const { signal, status, stdout } = jail.spawnSync('/bin/sh', ['-c', `echo before; echo x > ${ground.absent}`], {
      cwd: ground.jail,
    });
    assert.deepEqual([signal, status, stdout.toString()], ['SIGKILL', null, 'before\n']);
    assert.deepEqual([files, existsSync(ground.absent)], [[ground.absent], false]);
  }));

test('execFileSync under deny returns what the program still said', () =>
  onGround((ground) => {
    const jail = new JailKeeper({ onJailbreak: 'deny' });
    const line = `cat ${ground.secret} 2> /dev/null; echo after`;
    assert.equal(jail.execFileSync('/bin/sh', ['-c', line], { cwd: ground.jail, encoding: 'utf8' }), 'after\n');
  }));

test('execSync throws as it does for any killed program', () =>
  onGround((ground) => {
    assert.throws(
      () => new JailKeeper().execSync(`cat ${ground.secret}`, { cwd: ground.jail, stdio: 'pipe' }),
      ({ signal, stdout }: { signal: string; stdout: Buffer }) => signal === 'SIGKILL' && stdout.length === 0,
    );
  }));

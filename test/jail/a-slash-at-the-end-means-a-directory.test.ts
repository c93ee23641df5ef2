import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { runUnjailed } from '../stage/run.js';
import { shell } from './shell.js';

/** Rules that the kernel keeps, and rules for which the keeper performs each call. */
const policies = (hole: string) => [{}, { deny: [hole] }];

test('a file is not a directory, whoever opens it', () =>
  onGround(async (ground) => {
    for (const policy of policies(ground.private)) {
      const { code, stdout, stderr } = await shell(ground, 'cat inside/', policy);
      assert.deepEqual([code, stdout.toString()], [1, '']);
      assert.match(stderr.toString(), /Not a directory/);
    }
  }));

const calls = [
  'rename "inside/", "other"',
  'rename "inside", "other/"',
  'symlink "inside", "link"',
  'rename "link/", "other"',
  'rename "link", "other/"',
  'rename "sub/", "moved/"',
  'rename "moved", "sub/"',
  'unlink "inside/"',
  'unlink "sub/"',
  'rmdir "inside/"',
  'link "inside", "hard/"',
  'symlink "inside", "soft/"',
  'mkfifo "pipe/", 0600',
  'mkdir "made/"',
  'mkdir "link/"',
  'rmdir "made/"',
  'sysopen F, "new/", O_WRONLY | O_CREAT',
  'rmdir "sub/"',
];

const script = `use POSIX; use Fcntl; ${calls.map((call) => `print((${call}) ? "done\\n" : "$!\\n");`).join(' ')} print <*>`;

test('a name with a slash is for directories, whoever makes, moves or removes it', () =>
  onGround(async (ground) => {
    const line = `perl -e '${script}'`;
    const setUp = 'rm -rf sub other link made; mkdir sub; echo harmless > inside; ';
    const command = { file: '/bin/sh', args: ['-c', setUp + line], cwd: ground.jail };
    const native = await runUnjailed(command);
    const results = native.stdout.toString().split('\n');
    assert.equal(results.length, calls.length + 1);
    assert.ok(results.includes('done') && results.includes('Not a directory'), native.stdout.toString());
    for (const policy of policies(ground.private)) {
      const jailed = await shell(ground, setUp + line, policy);
      assert.deepEqual(jailed.stdout.toString().split('\n'), results);
      assert.deepEqual(jailed.jailbreaks, []);
    }
  }));

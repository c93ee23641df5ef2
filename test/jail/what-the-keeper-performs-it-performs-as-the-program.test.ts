import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { isRoot } from '../stage/run.js';
import { shell } from './shell.js';

/** Rules that Landlock cannot express: the keeper opens every file of the jail itself. */
const performed = (ground: Ground) => ({ deny: [ground.private], write: [/\/outside\/open\//] });

test('its umask shapes what is created', () =>
  onGround(async (ground) => {
    const { code, stderr } = await shell(ground, 'umask 027; echo x > new; mkdir made; mkfifo pipe', performed(ground));
    assert.deepEqual([code, stderr.toString()], [0, '']);
    const modes = ['new', 'made', 'pipe'].map((name) => statSync(path.join(ground.jail, name)).mode & 0o777);
    assert.deepEqual(modes, [0o640, 0o750, 0o640]);
  }));

test('flags of open mean what they always mean', () =>
  onGround(async (ground) => {
    const line =
      'echo one > new; echo two >> new; set -C; echo three > new; set +C; cat new; ln -s new link; cat link; cat < sub';
    const jailed = await shell(ground, line, performed(ground));
    assert.deepEqual(jailed.stdout.toString(), 'one\ntwo\none\ntwo\n');
    assert.match(jailed.stderr.toString(), /new/);
    assert.deepEqual(jailed.jailbreaks, []);
  }));

test('a file that its user may not read stays unread', () =>
  onGround(async (ground) => {
    const open = path.join(ground.outside, 'open');
    const file = path.join(open, 'locked');
    mkdirSync(open);
    writeFileSync(file, ground.canary, { mode: 0 });
    chmodSync(ground.jail, 0o777);
    const drop = isRoot ? 'setpriv --reuid 65534 --regid 65534 --clear-groups ' : '';
    const { code, stdout } = await shell(ground, `${drop}cat ${file}; ${drop}sh -c 'echo x > ${open}/new'`, {
      ...performed(ground),
      onJailbreak: 'deny',
    });
    assert.equal(stdout.includes(ground.canary), false);
    assert.equal(code === 0, !isRoot);
  }));

test('a set-id bit does not survive a change of owner', () =>
  onGround(async (ground) => {
    const line = `cp /bin/true new; chmod 4755 new; chown +${process.getuid?.()}:+${process.getgid?.()} new`;
    const { code } = await shell(ground, line, performed(ground));
    assert.deepEqual([code, statSync(path.join(ground.jail, 'new')).mode & 0o7777], [0, 0o755]);
  }));

/** Another user for root, who would be let in everywhere. */
const asSomebody = isRoot ? 'setpriv --reuid 65534 --regid 65534 --clear-groups' : '';

test('a directory that its user may not search hides what is in it', () =>
  onGround(async (ground) => {
    const closed = path.join(ground.jail, 'closed');
    mkdirSync(closed);
    writeFileSync(path.join(closed, 'file'), ground.canary);
    chmodSync(path.join(closed, 'file'), 0o666);
    chmodSync(closed, isRoot ? 0o700 : 0);
    chmodSync(ground.jail, 0o755);
    const ways =
      'cat inside closed/file /proc/self/cwd/closed/file; stat closed/file; touch closed/file; echo > closed/file';
    for (const metadata of ['allow', 'deny'] as const) {
      const policy = { ...performed(ground), metadata, onJailbreak: 'deny' } as const;
      const { stdout, stderr } = await shell(ground, `${asSomebody} sh -c '${ways}'`, policy);
      assert.equal(stdout.toString(), 'harmless\n');
      assert.equal(stderr.toString().match(/Permission denied/g)?.length, 5);
    }
    chmodSync(closed, 0o700);
    assert.equal(readFileSync(path.join(closed, 'file'), 'utf8'), ground.canary);
  }));

test('a pipe in such a directory is not waited for', () =>
  onGround(async (ground) => {
    const closed = path.join(ground.jail, 'closed');
    mkdirSync(closed);
    execFileSync('mkfifo', ['-m', '666', path.join(closed, 'pipe')]);
    chmodSync(closed, isRoot ? 0o700 : 0);
    chmodSync(ground.jail, 0o755);
    const line = `${asSomebody} timeout 5 cat closed/pipe`;
    const { stderr } = await shell(ground, line, { ...performed(ground), onJailbreak: 'deny' });
    chmodSync(closed, 0o700);
    assert.match(stderr.toString(), /pipe: Permission denied/);
  }));

test('a pipe that is waited for is opened as it was asked for', () =>
  onGround(async (ground) => {
    const ask = 'use Fcntl; sysopen(F, "pipe", O_WRONLY | O_APPEND) or die $!; print fcntl(F, F_GETFL, 0) & O_APPEND';
    const line = `mkfifo pipe; (sleep 0.1; cat pipe) & perl -e '${ask}'`;
    const { stdout, stderr } = await shell(ground, line, performed(ground));
    assert.deepEqual([stdout.toString(), stderr.toString()], ['1024', '']);
  }));

test('what waits has no group that the program gave up', () =>
  onGround(async (ground) => {
    chmodSync(ground.jail, 0o755);
    const line = `mkfifo pipe; chmod ${isRoot ? '660' : '0'} pipe; ${asSomebody} cat pipe`;
    const { stderr } = await shell(ground, line, { ...performed(ground), onJailbreak: 'deny' });
    assert.match(stderr.toString(), /pipe: Permission denied/);
  }));

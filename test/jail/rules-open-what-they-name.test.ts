import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('read opens a directory for reading, not for writing', () =>
  onGround(async (ground) => {
    const line = `cat ${ground.secret}; echo x > ${ground.absent}`;
    const { signal, stdout, jailbreaks } = await shell(ground, line, { read: [ground.outside] });
    assert.deepEqual([signal, stdout.toString(), existsSync(ground.absent)], ['SIGKILL', `${ground.canary}\n`, false]);
    assert.deepEqual(
      jailbreaks.map(({ mode, file }) => [mode, file]),
      [['write', ground.absent]],
    );
  }));

test('write opens a directory for both', () =>
  onGround(async (ground) => {
    const { code, jailbreaks } = await shell(ground, `cat ${ground.secret} > ${ground.absent}`, {
      write: [ground.outside],
    });
    assert.deepEqual([code, jailbreaks, readFileSync(ground.absent, 'utf8')], [0, [], `${ground.canary}\n`]);
  }));

test('a rule for one file leaves its neighbours alone', () =>
  onGround(async (ground) => {
    const line = `cat ${ground.victim} ${ground.secret}`;
    const { signal, jailbreaks } = await shell(ground, line, { read: ground.victim });
    assert.equal(signal, 'SIGKILL');
    assert.deepEqual(
      jailbreaks.map(({ file }) => file),
      [ground.secret],
    );
  }));

test('a relative rule is relative to the caller', () =>
  onGround(async (ground) => {
    const rule = path.relative(process.cwd(), ground.victim);
    const { code, stdout } = await shell(ground, `cat ${ground.victim}`, { read: [rule] });
    assert.deepEqual([code, stdout.toString()], [0, 'untouched\n']);
  }));

test('a regular expression opens what matches, for reading or for writing', () =>
  onGround(async (ground) => {
    const line = `cat ${ground.victim}; echo x > ${ground.absent}; cat ${ground.secret}`;
    const policy = { read: [/\/outside\/vic[a-z]+$/], write: [/\/outside\/absent$/] };
    const { signal, stdout, jailbreaks } = await shell(ground, line, policy);
    assert.deepEqual(
      [signal, stdout.toString(), readFileSync(ground.absent, 'utf8')],
      ['SIGKILL', 'untouched\n', 'x\n'],
    );
    assert.deepEqual(
      jailbreaks.map(({ file }) => file),
      [ground.secret],
    );
  }));

test('a glob opens what appears later', () =>
  onGround(async (ground) => {
    const line = `echo x > ${ground.outside}/new.log; cat ${ground.outside}/new.log; echo x > ${ground.outside}/new.txt`;
    const { signal, stdout, jailbreaks } = await shell(ground, line, { write: [`${ground.outside}/*.log`] });
    assert.deepEqual([signal, stdout.toString()], ['SIGKILL', 'x\n']);
    assert.deepEqual(
      jailbreaks.map(({ file }) => file),
      [`${ground.outside}/new.txt`],
    );
  }));

test('deny is stronger than write, and than the working directory', () =>
  onGround(async (ground) => {
    const policy = { write: [ground.outside], deny: [ground.secret, path.join(ground.jail, 'inside')] };
    const line = `cat ${ground.victim}; cat ${ground.secret}; cat inside; echo x > inside`;
    const { code, stdout, jailbreaks } = await shell(ground, line, { ...policy, onJailbreak: 'deny' });
    assert.notEqual(code, 0);
    assert.equal(stdout.toString(), 'untouched\n');
    assert.deepEqual(
      jailbreaks.map(({ mode, file }) => [mode, path.basename(file)]),
      [
        ['read', 'secret'],
        ['read', 'inside'],
        ['write', 'inside'],
      ],
    );
  }));

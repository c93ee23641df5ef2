import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

test('kill: the call never happens and the program is gone', () =>
  onGround(async (ground) => {
    const { signal, stdout, jailbreaks } = await shell(ground, `echo before; echo x > ${ground.absent}; echo after`);
    assert.deepEqual([signal, stdout.toString(), existsSync(ground.absent)], ['SIGKILL', 'before\n', false]);
    assert.deepEqual(
      jailbreaks.map(({ verdict }) => verdict),
      ['kill'],
    );
  }));

test('kill is what happens without a word in the policy', () =>
  onGround(async (ground) => {
    const { signal } = await shell(ground, `cat ${ground.secret}`, { onJailbreak: 'kill' });
    assert.equal(signal, (await shell(ground, `cat ${ground.secret}`)).signal);
  }));

test('deny: the call fails with EACCES and the program goes on', () =>
  onGround(async (ground) => {
    const line = `cat ${ground.secret}; echo x > ${ground.absent}; mkdir ${ground.outside}/made; echo after`;
    const { code, stdout, stderr, jailbreaks } = await shell(ground, line, { onJailbreak: 'deny' });
    assert.deepEqual([code, stdout.toString(), existsSync(ground.absent)], [0, 'after\n', false]);
    assert.equal(stderr.toString().match(/Permission denied/g)?.length, 3);
    assert.deepEqual(
      jailbreaks.map(({ mode, verdict }) => [mode, verdict]),
      [
        ['read', 'deny'],
        ['write', 'deny'],
        ['write', 'deny'],
      ],
    );
  }));

test('log: nothing is refused, everything is recorded', () =>
  onGround(async (ground) => {
    const line = `cat ${ground.secret}; echo x > ${ground.absent}; mkdir ${ground.outside}/made; chmod 600 ${ground.victim}`;
    const { code, stdout, stderr, jailbreaks } = await shell(ground, line, { onJailbreak: 'log' });
    assert.deepEqual([code, stdout.toString(), stderr.toString()], [0, `${ground.canary}\n`, '']);
    assert.equal(readFileSync(ground.absent, 'utf8'), 'x\n');
    assert.deepEqual(
      jailbreaks.map(({ mode, file, verdict }) => [mode, file, verdict]),
      [
        ['read', ground.secret, 'log'],
        ['write', ground.absent, 'log'],
        ['write', `${ground.outside}/made`, 'log'],
        ['write', ground.victim, 'log'],
      ],
    );
  }));

test('a function decides case by case while the program waits', () =>
  onGround(async (ground) => {
    const onJailbreak = ({ file }: { file: string }) => (file === ground.secret ? 'log' : 'deny');
    const line = `cat ${ground.secret}; echo x > ${ground.absent}; echo after`;
    const { code, stdout } = await shell(ground, line, { onJailbreak });
    assert.deepEqual([code, stdout.toString(), existsSync(ground.absent)], [0, `${ground.canary}\nafter\n`, false]);
  }));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

// A process that has ended and was not waited for has an entry in /proc still, with less in it.

const program = [
  'my $p = fork; exit 3 if !$p; sleep 1',
  'open my $f, "<", "/proc/$p/status" or die $!',
  '/^State:\\s+(.)/ and print $1 while <$f>',
  'kill 15, $p or die $!',
  'setpriority 0, $p, 19 or die $!',
  'wait; print $? >> 8',
].join('; ');

test('signalling a child that has ended is no jailbreak', () =>
  onGround(async (ground) => {
    const { code, signal, stdout, stderr, jailbreaks } = await shell(ground, `perl -e '${program}'`);
    assert.deepEqual([code, signal, stdout.toString()], [0, null, 'Z3'], stderr.toString());
    assert.deepEqual(jailbreaks, []);
  }));

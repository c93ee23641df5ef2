import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Jailbreak, Verdict } from '../../src/index.js';
import { listener } from '../escape/victims/listener.js';
import { onGround } from '../stage/on-ground.js';
import { program, shell } from './shell.js';

/** Says yes to one file or address, after a while in which the program may change its mind. */
const yesTo =
  (file: string, asked: string[] = []) =>
  async (jailbreak: Jailbreak): Promise<'log' | 'deny'> => {
    asked.push(jailbreak.file);
    await delay(400);
    return jailbreak.file === file ? 'log' : 'deny';
  };

test('a path that takes the place of the approved one is asked about anew', () =>
  onGround(async (ground) => {
    const harmless = path.join(ground.outside, 'harmless');
    writeFileSync(harmless, 'approved\n');
    const asked: string[] = [];
    const onJailbreak = yesTo(harmless, asked);
    const same = await program(ground, 'change-its-mind.c', ['open', harmless, harmless], { onJailbreak });
    assert.match(same.stdout.toString(), /approved/);
    const other = await program(ground, 'change-its-mind.c', ['open', harmless, ground.secret], { onJailbreak });
    assert.doesNotMatch(other.stdout.toString(), /canary/);
    assert.match(other.stdout.toString(), /still here/);
    assert.deepEqual(asked, [harmless, harmless, ground.secret]);
  }));

test('an address that takes the place of the approved one is asked about anew', () =>
  onGround(async (ground) => {
    const server = await listener('udp4')(ground);
    try {
      const onJailbreak = yesTo('127.0.0.1:9');
      const run = await program(ground, 'change-its-mind.c', ['send', '9', server.address], { onJailbreak });
      assert.match(run.stdout.toString(), /still here/);
      assert.deepEqual(await server.harm(), []);
    } finally {
      server.dispose();
    }
  }));

test('a call that names two things is asked about twice', () =>
  onGround(async (ground) => {
    const asked: string[] = [];
    const onJailbreak = ({ file }: Jailbreak): Verdict => {
      asked.push(file);
      return 'log';
    };
    const { code } = await shell(ground, `mv ${ground.victim} ${ground.absent}`, { onJailbreak });
    assert.deepEqual([code, asked], [0, [ground.victim, ground.absent]]);
  }));

test('what the keeper cannot do for the program stays refused, and is asked about once', () =>
  onGround(async (ground) => {
    const asked: string[] = [];
    const onJailbreak = ({ mode, requested }: Jailbreak): Verdict => {
      asked.push(`${mode} ${requested}`);
      return 'log';
    };
    const { code, stdout } = await shell(ground, 'kill -CONT 1; echo after', { onJailbreak });
    assert.deepEqual([code, stdout.toString(), asked], [0, 'after\n', ['process 1']]);
  }));

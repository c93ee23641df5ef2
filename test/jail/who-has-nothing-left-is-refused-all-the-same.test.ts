import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { runUnjailed } from '../stage/run.js';
import { program } from './shell.js';

/** What it says; `forbidden` is what becomes of the secret, without a descriptor and without memory. */
const said = (...forbidden: readonly [string, string]): string[] => [
  'one more: EMFILE',
  'last: done',
  `forbidden, without a descriptor: ${forbidden[0]}`,
  'after one was closed: done',
  'in flight: full',
  'left: 0',
  'a new file: done',
  'its first byte: done',
  'its second byte: EFBIG',
  'without memory: done',
  `forbidden, without memory: ${forbidden[1]}`,
  'still here',
  '',
];

test('without a jail the secret is opened when there is a descriptor for it', () =>
  onGround(async (ground) => {
    const { file } = fixture('use-up-descriptors.c');
    const { stdout } = await runUnjailed({ file, args: [ground.secret], cwd: ground.jail });
    assert.deepEqual(stdout.toString().split('\n'), said('EMFILE', 'done'));
  }));

const policies: readonly (readonly [about: string, policy: (ground: Ground) => Policy])[] = [
  ['where the kernel opens', () => ({})],
  ['where the keeper opens', ({ private: deny }) => ({ deny })],
];

for (const [about, policy] of policies)
  test(`a program that has used up everything is refused as ever ${about}`, () =>
    onGround(async (ground) => {
      const given: Policy = { ...policy(ground), onJailbreak: 'deny' };
      const { code, stdout, jailbreaks } = await program(ground, 'use-up-descriptors.c', [ground.secret], given);
      assert.deepEqual(stdout.toString().split('\n'), said('EACCES', 'EACCES'));
      assert.equal(code, 0);
      assert.deepEqual(
        jailbreaks.map(({ mode, file, count }) => [mode, file, count]),
        [['read', ground.secret, 2]],
      );
    }));

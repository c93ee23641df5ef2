import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Policy } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';
import { kernelAbi } from '../stage/landlock.js';
import { capLandlock, landlockCap } from '../stage/older-kernel.js';
import { onGround } from '../stage/on-ground.js';
import { program } from './shell.js';

const given = landlockCap();
after(() => capLandlock(given));

const policies: Readonly<Record<string, (ground: Ground) => Policy>> = {
  'as it is': () => ({}),
  'with a hole in it': (ground) => ({ deny: [ground.private] }),
};

// Landlock lets nothing change its directory in its first version.
for (const abi of [1, 2, kernelAbi()]) {
  for (const [kind, policy] of Object.entries(policies)) {
    test(`files are linked and moved between directories of a jail ${kind}, with Landlock ABI ${abi}`, () =>
      onGround(async (ground) => {
        capLandlock(abi);
        const { code, stdout, jailbreaks } = await program(ground, 'move-about.c', [], policy(ground));
        assert.deepEqual([code, stdout.toString(), jailbreaks.length], [0, 'still here\n', 0]);
      }));
  }
}

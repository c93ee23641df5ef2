import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { assertLandlock, kernelAbi } from '../stage/landlock.js';
import { capLandlock, landlockCap } from '../stage/older-kernel.js';
import { onGround } from '../stage/on-ground.js';

const given = landlockCap();
after(() => capLandlock(given));

const abis = [1, 2, 3, 4, 5, 6, 7].filter((abi) => abi <= kernelAbi());

for (const abi of [...abis, undefined]) {
  const name = abi === undefined ? 'the own one of the kernel' : `as if the kernel had ABI ${abi}`;
  test(`${name}`, () =>
    onGround(async ({ jail: cwd }) => {
      capLandlock(abi ?? given);
      for (const onJailbreak of ['kill', 'log'] as const) {
        const [jail, waitingJail] = [new JailKeeper({ onJailbreak }), new JailKeeper({ onJailbreak })];
        await once(jail.spawn('true', [], { cwd }), 'exit');
        assert.equal(waitingJail.spawnSync('true', [], { cwd }).status, 0);
        for (const each of [jail, waitingJail]) {
          assertLandlock(each);
          assert.equal(each.enforcement?.landlock, abi ?? given ?? kernelAbi());
        }
      }
    }));
}

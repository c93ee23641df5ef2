import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { hitKeeper, rounds } from './chaos.js';

test(`${rounds} keepers are stopped at a random moment: no access, no survivor, a clear error`, () =>
  onGround(async (ground) => {
    for (let round = 0; round < rounds; round++) await hitKeeper(ground, round, 'SIGSTOP');
  }));

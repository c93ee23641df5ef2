import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playRound } from '../endurance/round.js';
import { Shooter } from '../endurance/shooter.js';
import { onGround } from '../stage/on-ground.js';

/** `npm run test:chaos` takes 1,000 of each, and counts what is there after a second. On a busy machine that is a matter of luck. */
const rounds = 12;

for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
  for (const aim of ['guard', 'supervisor', 'both'] as const) {
    test(`${signal} for ${aim} at ${rounds} random moments: no access, no survivor, a clear error`, (t) =>
      onGround(async (ground) => {
        const shooter = new Shooter();
        try {
          for (let round = 0; round < rounds; round++) {
            const { gotOut, goneMs, errors, moment } = await playRound(ground, shooter, round, aim, signal);
            assert.deepEqual(
              [gotOut, Number.isFinite(goneMs), errors],
              [false, true, ['ERR_JAIL_KEEPER_LOST']],
              moment,
            );
            t.diagnostic(`${moment}: gone after ${goneMs} ms`);
          }
        } finally {
          shooter.dismiss();
        }
      }));
  }
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRoundWanted } from '../../../src/cli/rounds.js';

function countRounds(wanted: number | undefined, roundMs: number): number {
  let count = 0;
  while (isRoundWanted(wanted, count, count * roundMs)) count += 1;
  return count;
}

describe('the number of rounds', () => {
  it('is what was asked for, however long it takes', () => {
    assert.equal(countRounds(1, 0), 1);
    assert.equal(countRounds(2, 60_000), 2);
    assert.equal(countRounds(500, 1), 500);
  });

  it('is what ten seconds have room for', () => assert.equal(countRounds(undefined, 500), 20));
  it('is at least three', () => assert.equal(countRounds(undefined, 60_000), 3));
  it('is at most a hundred', () => assert.equal(countRounds(undefined, 1), 100));
});

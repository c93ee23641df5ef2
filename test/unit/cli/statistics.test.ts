import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findSpread } from '../../../src/cli/statistics.js';

describe('the spread of values', () => {
  it('is found in any order, and leaves the values as they are', () => {
    const values = [50, 10, 40, 20, 30];
    assert.deepEqual(findSpread(values), { median: 30, lowerQuartile: 20, upperQuartile: 40 });
    assert.deepEqual(values, [50, 10, 40, 20, 30]);
  });

  it('lies between two values where it falls between them', () =>
    assert.deepEqual(findSpread([1, 2, 3, 4]), { median: 2.5, lowerQuartile: 1.75, upperQuartile: 3.25 }));

  it('compares numbers, not words', () =>
    assert.deepEqual(findSpread([100, 9, 80]), { median: 80, lowerQuartile: 44.5, upperQuartile: 90 }));

  it('is one value for one value', () =>
    assert.deepEqual(findSpread([7]), { median: 7, lowerQuartile: 7, upperQuartile: 7 }));

  it('is no number for none', () => assert.equal(findSpread([]).median, Number.NaN));
});

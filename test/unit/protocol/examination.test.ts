import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeExamination } from '../../../src/protocol/examination.js';
import { MalformedRecord } from '../../../src/protocol/record.js';
import { readVectors } from './vectors.js';

interface Vectors {
  readonly valid: readonly { readonly title: string; readonly feature: object; readonly line: string }[];
  readonly invalid: readonly { readonly title: string; readonly line: string }[];
}

const vectors = readVectors<Vectors>('examination');

describe('an examination', () => {
  for (const { title, feature, line } of vectors.valid) {
    it(`is read as agreed: ${title}`, () =>
      assert.deepEqual(decodeExamination(line), [{ value: undefined, ...feature }]));
  }

  for (const { title, line } of vectors.invalid) {
    it(`is refused: ${title}`, () => assert.throws(() => decodeExamination(line), MalformedRecord));
  }

  it('is read as a whole', () => {
    const text = vectors.valid.map(({ line }) => line).join('');
    assert.equal(decodeExamination(text).length, vectors.valid.length);
  });
});

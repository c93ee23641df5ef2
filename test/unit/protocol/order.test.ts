import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeWholeOrder, type Order } from '../../../src/protocol/order.js';
import { readVectors } from './vectors.js';

interface Vectors {
  readonly valid: readonly { readonly title: string; readonly order: Order; readonly text: string }[];
}

describe('an order', () => {
  for (const { title, order, text } of readVectors<Vectors>('order').valid) {
    it(`is written as agreed: ${title}`, () => assert.equal(encodeWholeOrder(order), text));
  }
});

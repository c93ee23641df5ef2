import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AttachOrder, encodeAttachOrder, encodeWholeOrder, type Order } from '../../../src/protocol/order.js';
import { readVectors } from './vectors.js';

interface Vectors {
  readonly valid: readonly { readonly title: string; readonly order: Order; readonly text: string }[];
  readonly attach: readonly {
    readonly title: string;
    readonly attach: AttachOrder;
    readonly rules: string;
    readonly text: string;
  }[];
}

describe('an order', () => {
  for (const { title, order, text } of readVectors<Vectors>('order').valid) {
    it(`is written as agreed: ${title}`, () => assert.equal(encodeWholeOrder(order), text));
  }

  for (const { title, attach, rules, text } of readVectors<Vectors>('order').attach) {
    it(`to attach is written as agreed: ${title}`, () => assert.equal(encodeAttachOrder(attach, rules), text));
  }
});

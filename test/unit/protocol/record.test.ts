import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeRecord, decodeValue, encodeRecord, encodeValue, MalformedRecord } from '../../../src/protocol/record.js';
import { bytesOf, readVectors, type Value } from './vectors.js';

interface Vectors {
  readonly valid: readonly {
    readonly title: string;
    readonly name: string;
    readonly fields: readonly [string, Value][];
    readonly line: string;
  }[];
  readonly invalid: readonly { readonly title: string; readonly line: Value }[];
}

const vectors = readVectors<Vectors>('records');

describe('a record', () => {
  for (const { title, name, fields, line } of vectors.valid) {
    const exact = fields.map(([key, value]) => [key, bytesOf(value)] as const);
    it(`is written as agreed: ${title}`, () => assert.equal(encodeRecord(name, exact), line));
    it(`is read as agreed: ${title}`, () => {
      assert.deepEqual(decodeRecord(line.slice(0, -1)), { name, fields: exact });
    });
  }

  for (const { title, line } of vectors.invalid) {
    const text = bytesOf(line).toString('latin1');
    if (!text.endsWith('\n')) continue;
    it(`is refused: ${title}`, () => assert.throws(() => decodeRecord(text.slice(0, -1)), MalformedRecord));
  }

  it('carries any bytes and comes back the same', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const encoded = encodeValue(bytes);
        assert.match(encoded, /^[!-~]*$/);
        assert.deepEqual(decodeValue(encoded), Buffer.from(bytes));
      }),
    );
  });

  it('carries any text as its UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.deepEqual(decodeValue(encodeValue(text)), Buffer.from(text));
      }),
    );
  });

  it('has one spelling only: what is read is written the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '%', '2', '5', 'F', 'f', '~', ' ', '0') }), (text) => {
        let decoded: Buffer;
        try {
          decoded = decodeValue(text);
        } catch (error) {
          assert.ok(error instanceof MalformedRecord, String(error));
          return;
        }
        assert.equal(encodeValue(decoded), text);
      }),
    );
  });
});

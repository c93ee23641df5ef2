import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MalformedRecord } from '../../../src/protocol/record.js';
import { ReportReader } from '../../../src/protocol/report-reader.js';
import { readVectors } from './vectors.js';

const lines = readVectors<{ readonly valid: readonly { readonly line: string }[] }>('report').valid.map(
  ({ line }) => line,
);
const whole = Buffer.from(lines.join(''), 'latin1');

describe('a reader of reports', () => {
  it('gives the same records however the bytes are cut', () => {
    const once = new ReportReader().read(whole);
    assert.equal(once.length, lines.length);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length })), (cuts) => {
        const reader = new ReportReader();
        const edges = [0, ...cuts.sort((one, other) => one - other), whole.length];
        const pieces = edges.slice(1).map((end, index) => whole.subarray(edges[index], end));
        assert.deepEqual(
          pieces.flatMap((piece) => reader.read(piece)),
          once,
        );
        assert.equal(reader.isWhole, true);
      }),
    );
  });

  it('throws nothing but MalformedRecord at any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          new ReportReader().read(Buffer.from([...bytes, 0x0a]));
        } catch (error) {
          assert.ok(error instanceof MalformedRecord, String(error));
        }
      }),
    );
  });

  it('knows when a report stops in the middle of a line', () => {
    const reader = new ReportReader();
    assert.deepEqual(reader.read(Buffer.from('ended code=0')), []);
    assert.equal(reader.isWhole, false);
  });

  it('does not collect a line without an end for ever', () => {
    const reader = new ReportReader();
    const piece = Buffer.alloc(1024 * 1024, 'a');
    assert.throws(() => {
      for (let megabytes = 0; megabytes < 8; megabytes += 1) reader.read(piece);
    }, MalformedRecord);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { displayBytes } from '../../../src/jail/display.js';
import { encodeRecord, MalformedRecord } from '../../../src/protocol/record.js';
import { ReportReader } from '../../../src/protocol/report-reader.js';
import { readVectors } from './vectors.js';

const numRuns = Number(process.env.JAILKEEPER_GENERATED_RUNS ?? 500);

const lines = readVectors<{ readonly valid: readonly { readonly line: string }[] }>('report').valid.map(
  ({ line }) => line,
);

const number = fc.nat().map(String);
const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));

/** What a jailbreak holds, and its line as the keeper writes it. */
const jailbreak = fc
  .record({ file: bytes, requested: bytes, executable: bytes, cwd: bytes, argv: fc.array(bytes, { maxLength: 3 }) })
  .chain((told) => fc.tuple(fc.constant(told), number, number))
  .map(([told, id, pid]) => {
    const line = encodeRecord('jailbreak', [
      ['id', id],
      ['mode', 'read'],
      ['file', told.file],
      ['requested', told.requested],
      ['syscall', 'openat'],
      ['pid', pid],
      ['ppid', '1'],
      ['executable', told.executable],
      ...told.argv.map((value) => ['argument', value] as const),
      ['cwd', told.cwd],
      ['time', '7'],
      ['verdict', 'deny'],
    ]);
    return { told: { ...told }, id: Number(id), line };
  });

/** `text` in pieces that are cut anywhere. */
function cut(text: Buffer, at: readonly number[]): Buffer[] {
  const edges = [0, ...at.map((edge) => edge % (text.length + 1)).sort((one, other) => one - other), text.length];
  return edges.slice(1).map((end, index) => text.subarray(edges[index], end));
}

/** Takes some bytes out of the middle and puts others there. */
function mutate(text: Buffer, start: number, length: number, put: Uint8Array): Buffer {
  const from = start % (text.length + 1);
  return Buffer.concat([text.subarray(0, from), put, text.subarray(from + length)]);
}

/** All records, or undefined where the reader refused. Nothing else may be thrown. */
function readAll(pieces: readonly Buffer[]): unknown[] | undefined {
  const reader = new ReportReader();
  try {
    return pieces.flatMap((piece) => reader.read(piece));
  } catch (error) {
    assert.ok(error instanceof MalformedRecord, String(error));
    return undefined;
  }
}

describe('a report', () => {
  it('tells exactly what was put into it, record by record, however it arrives', () => {
    fc.assert(
      fc.property(fc.array(jailbreak, { maxLength: 6 }), fc.array(fc.nat()), (all, edges) => {
        const text = Buffer.from(all.map(({ line }) => line).join(''), 'latin1');
        const records = readAll(cut(text, edges)) as { id: number; bytes: unknown }[] | undefined;
        assert.deepEqual(
          records?.map((record) => [record.id, record.bytes]),
          all.map(({ id, told }) => [id, told]),
        );
      }),
      { numRuns },
    );
  });

  it('that was damaged is refused, or its other records are what they were', () => {
    const whole = Buffer.from(lines.join(''), 'latin1');
    const expected = readAll([whole]) ?? [];
    const wounds = fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.uint8Array({ maxLength: 20 }));
    fc.assert(
      fc.property(wounds, fc.array(fc.nat()), ([start, length, put], edges) => {
        const text = mutate(whole, start, length, put);
        const records = readAll(cut(text, edges));
        if (records === undefined) return;
        const from = start % (whole.length + 1);
        const count = (part: Buffer): number => part.toString('latin1').split('\n').length - 1;
        const before = count(whole.subarray(0, from));
        const after = count(whole.subarray(from + length));
        assert.equal(records.length, count(text));
        assert.deepEqual(records.slice(0, before), expected.slice(0, before));
        // The line in which the wound ends is another one now.
        if (after > 1) assert.deepEqual(records.slice(1 - after), expected.slice(1 - after));
      }),
      { numRuns },
    );
  });

  it('of any bytes is refused or cut into as many records as it has lines', () => {
    const alphabet = fc.constantFrom(
      ...Array.from('ended code=0 %4A\n\r\0\u00ff', (character) => character.charCodeAt(0)),
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 200 }), fc.array(fc.nat()), (codes, edges) => {
        const text = Buffer.from(codes);
        const records = readAll(cut(text, edges));
        if (records) assert.equal(records.length, text.toString('latin1').split('\n').length - 1);
      }),
      { numRuns },
    );
  });

  it('shows on one line, without control characters, whatever a path held', () => {
    fc.assert(
      fc.property(bytes, (told) => assert.match(displayBytes(told), /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u)),
      { numRuns },
    );
  });
});

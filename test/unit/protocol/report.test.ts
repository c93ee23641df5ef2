import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MalformedRecord } from '../../../src/protocol/record.js';
import { decodeReportLine, encodeVerdict } from '../../../src/protocol/report.js';
import { bytesOf, readVectors, type Value } from './vectors.js';

interface VectorRecord {
  readonly name: string;
  readonly bytes?: { readonly argv: readonly Value[] } & Readonly<Record<string, Value>>;
}

interface Vectors {
  readonly valid: readonly { readonly title: string; readonly record: VectorRecord; readonly line: string }[];
  readonly invalid: readonly { readonly title: string; readonly line: string }[];
}

const vectors = readVectors<Vectors>('report');

function expected(record: VectorRecord): unknown {
  if (record.name === 'ended') return { code: undefined, signal: undefined, ...record };
  if (record.name === 'inherited') {
    const { path, ...rest } = record as VectorRecord & { readonly path: string };
    return { fd: undefined, ...rest, path: Buffer.from(path) };
  }
  if (record.bytes === undefined) return record;
  const { argv, ...rest } = record.bytes;
  const bytes = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, bytesOf(value as Value)]));
  return { ...record, bytes: { ...bytes, argv: argv.map(bytesOf) } };
}

describe('a report', () => {
  for (const { title, record, line } of vectors.valid) {
    it(`is read as agreed: ${title}`, () => assert.deepEqual(decodeReportLine(line.slice(0, -1)), expected(record)));
  }

  for (const { title, line } of vectors.invalid) {
    it(`is refused: ${title}`, () => assert.throws(() => decodeReportLine(line.slice(0, -1)), MalformedRecord));
  }

  it('is answered by a verdict', () => assert.equal(encodeVerdict(7, 'deny'), 'verdict id=7 value=deny\n'));
});

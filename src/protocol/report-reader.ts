// Cuts the bytes of a report, which arrive in pieces of any size, into records.

import { MalformedRecord } from './record.js';
import { decodeReportLine, type ReportRecord } from './report.js';

const LINE_FEED = 0x0a;
/** Longer than any record can be: a path and an argument list, every byte of them escaped. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

export class ReportReader {
  #pieces: Buffer[] = [];
  #pendingBytes = 0;

  /** Takes the next bytes and gives the records that they complete. */
  read(bytes: Buffer): ReportRecord[] {
    const records: ReportRecord[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      this.#keep(bytes.subarray(start, end));
      records.push(decodeReportLine(this.#takeLine()));
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
    return records;
  }

  #keep(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(Buffer.from(piece));
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes > MAX_LINE_BYTES) throw new MalformedRecord('a line is too long');
  }

  #takeLine(): string {
    const line = Buffer.concat(this.#pieces).toString('latin1');
    this.#pieces = [];
    this.#pendingBytes = 0;
    return line;
  }

  /** Whether the last line is whole. A report that stops in the middle of one was cut off. */
  get isWhole(): boolean {
    return this.#pendingBytes === 0;
  }
}

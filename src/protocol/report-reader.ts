// Cuts the bytes of a report, which arrive in pieces of any size, into records.

import { MalformedRecord } from './record.js';
import { decodeReportLine, type ReportRecord } from './report.js';

const LINE_FEED = 0x0a;
/** Longer than any record can be: a path and an argument list, every byte of them escaped. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

export class ReportReader {
  #rest: Buffer = Buffer.alloc(0);

  /** Takes the next bytes and gives the records that they complete. */
  *read(bytes: Buffer): Generator<ReportRecord, void, void> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const end = this.#rest.indexOf(LINE_FEED);
      if (end === -1) break;
      const line = this.#rest.toString('latin1', 0, end);
      this.#rest = this.#rest.subarray(end + 1);
      yield decodeReportLine(line);
    }
    if (this.#rest.length > MAX_LINE_BYTES) throw new MalformedRecord('a line is too long');
  }

  /** Whether the last line is whole. A report that stops in the middle of one was cut off. */
  get isWhole(): boolean {
    return this.#rest.length === 0;
  }
}

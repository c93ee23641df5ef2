// The channel of a synchronous jail: an unlinked file that holds the order, and to which the keeper appends its report.

import { closeSync, constants, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportRecord } from '../protocol/report.js';
import { ReportReader } from '../protocol/report-reader.js';
import { makeInTemporary } from './temporary.js';

/** Not among the constants of node:fs; this is its value on every Linux that Node runs on. */
const O_TMPFILE = 0o20_000_000 | constants.O_DIRECTORY;
/** A keeper that fails before it has read the order says so behind it all the same. */
const APPENDED = constants.O_RDWR | constants.O_APPEND | constants.O_EXCL;
const PRIVATE_MODE = 0o600;
const READ_BYTES = 64 * 1024;

/** For a file system that cannot make a file without a name. */
function openUnlinked(directory: string): number {
  const privateDirectory = mkdtempSync(join(directory, 'jailkeeper-'));
  const path = join(privateDirectory, 'order');
  try {
    const fd = openSync(path, APPENDED | constants.O_CREAT, PRIVATE_MODE);
    unlinkSync(path);
    return fd;
  } finally {
    rmdirSync(privateDirectory);
  }
}

function openIn(directory: string): number {
  try {
    return openSync(directory, O_TMPFILE | APPENDED, PRIVATE_MODE);
  } catch {
    return openUnlinked(directory);
  }
}

function makeIn(directory: string, order: Buffer): number {
  const fd = openIn(directory);
  try {
    // With a position, so that the offset that the keeper inherits stays at the beginning.
    for (let at = 0; at < order.length; ) at += writeSync(fd, order, at, order.length - at, at);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** In memory where that is possible: the file lives as long as one call. */
function makeOrderFile(order: Buffer): number {
  try {
    return makeIn('/dev/shm', order);
  } catch {
    return makeInTemporary((directory) => makeIn(directory, order));
  }
}

export class OrderFile {
  readonly fd: number;
  readonly #orderBytes: number;

  constructor(order: string) {
    const bytes = Buffer.from(order, 'latin1');
    this.fd = makeOrderFile(bytes);
    this.#orderBytes = bytes.length;
  }

  /** What the keeper has reported. */
  readReport(): ReportRecord[] {
    const reader = new ReportReader();
    const records: ReportRecord[] = [];
    const bytes = Buffer.allocUnsafe(READ_BYTES);
    for (let at = this.#orderBytes; ; ) {
      const length = readSync(this.fd, bytes, 0, bytes.length, at);
      if (length === 0) return records;
      records.push(...reader.read(bytes.subarray(0, length)));
      at += length;
    }
  }

  close(): void {
    closeSync(this.fd);
  }
}

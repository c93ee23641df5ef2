// The library's end of the socket to one keeper: synchronous until the program runs, a stream of records afterwards.

import { readSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { ReportRecord } from '../protocol/report.js';
import { ReportReader } from '../protocol/report-reader.js';
import type { PipeHandle } from './process-handle.js';

const READ_BYTES = 64 * 1024;
/** For all channels: what is read is decoded before anything else is read. */
const scratch = Buffer.allocUnsafeSlow(READ_BYTES);

function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

export class Channel {
  readonly #handle: PipeHandle;
  readonly #reader = new ReportReader();
  #socket: Socket | undefined;

  constructor(handle: PipeHandle) {
    this.#handle = handle;
  }

  /** Sends the order and waits for the first answer. What came with it follows it in the result; nothing: it died. */
  exchange(order: string): ReportRecord[] {
    this.#handle.setBlocking(true);
    try {
      this.#write(order);
      for (;;) {
        const bytes = this.#read();
        if (bytes === undefined || bytes.length === 0) return [];
        const records = this.#reader.read(bytes);
        if (records.length > 0) return records;
      }
    } finally {
      this.#handle.setBlocking(false);
    }
  }

  /** From now on gives records as they arrive. The channel alone does not keep the event loop alive. */
  listen(receive: (records: ReportRecord[]) => void, fail: (error: unknown) => void): void {
    // A socket takes the handle of any stream; the types know only the public ones.
    this.#socket = new Socket({ handle: this.#handle } as never);
    this.#socket.unref();
    this.#socket.on('error', () => {});
    this.#socket.on('data', (bytes: Buffer) => {
      let records: ReportRecord[];
      try {
        records = this.#reader.read(bytes);
      } catch (error) {
        fail(error);
        return;
      }
      receive(records);
    });
  }

  /** What has arrived and has not been given yet, without waiting for more. */
  drain(): ReportRecord[] {
    const records: ReportRecord[] = [];
    for (;;) {
      const bytes = this.#read();
      if (bytes === undefined || bytes.length === 0) return records;
      records.push(...this.#reader.read(bytes));
    }
  }

  /** Sends one more record while the jail runs. */
  send(line: string): void {
    this.#socket?.write(line);
  }

  close(): void {
    if (this.#socket) this.#socket.destroy();
    else this.#handle.close();
  }

  /** The next bytes, valid until the next call; none at the end; undefined when there are none now. */
  #read(): Buffer | undefined {
    // The socket closes its handle at the end of the stream.
    if (this.#handle.fd < 0) return Buffer.alloc(0);
    try {
      return scratch.subarray(0, readSync(this.#handle.fd, scratch));
    } catch (error) {
      if (isErrno(error, 'EAGAIN')) return undefined;
      if (isErrno(error, 'ECONNRESET', 'EOF')) return Buffer.alloc(0);
      throw error;
    }
  }

  #write(text: string): void {
    const bytes = Buffer.from(text, 'latin1');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle.fd, bytes, at);
    } catch (error) {
      // The keeper is gone: reading tells what it said before.
      if (!isErrno(error, 'EPIPE', 'ECONNRESET')) throw error;
    }
  }
}

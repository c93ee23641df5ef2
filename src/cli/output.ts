// Writing to descriptors that the program may share: whole lines, without touching how the descriptor is set.

import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { styleText } from 'node:util';

export const STDERR_FD = 2;
const RETRY_MS = 1;
const NAME = 'jailkeeper:';

function isRetriable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/** Writes all of `text`, and waits for a reader that is slow. Throws when there is none any more. */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (!isRetriable(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, RETRY_MS);
    }
  }
}

/** What moves the cursor, talks to the terminal, turns a line around or cannot be seen. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const escapeUnits = (character: string): string =>
  [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');

/** Names in it may come from anybody. In JSON it means the same as before. */
export const makePrintable = (text: string): string => text.replace(UNPRINTABLE, escapeUnits);

/** Colours are for terminals, and for whoever has not said no (no-color.org). */
export const isColored = (fd: number): boolean => isatty(fd) && !process.env.NO_COLOR;

export type Paint = (color: 'bold' | 'green' | 'red' | 'yellow', text: string) => string;

/** Node is not asked again: it would look at standard output alone, and each version in its own way. */
export const makePaint =
  (isColored: boolean): Paint =>
  (color, text) =>
    isColored ? styleText(color, text, { validateStream: false }) : text;

/** One line of ours on standard error. */
export function writeLine(text: string): void {
  try {
    writeWhole(STDERR_FD, `${makePaint(isColored(STDERR_FD))('red', NAME)} ${makePrintable(text)}\n`);
  } catch {
    // Nobody reads it any more.
  }
}

// The keeper's own table of calls, as the tests read it: a row that is added there is tried here.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const table = new URL('../../keeper/src/syscalls.rs', import.meta.url);
const row = /^ {4}(?:call|call_when|answer)\(\s*(?:libc::SYS_(\w+)|(\d+)),\s*"(\w+)",([\s\S]*?)\),?\n(?= {4}|\];)/gm;

export interface WatchedCall {
  readonly number: number;
  readonly name: string;
  /** The rest of the row: when, and what is done. */
  readonly rule: string;
}

/** The rows of `SYSTEM_CALLS` and `TELLING_CALLS`. */
export function listWatchedCalls(): WatchedCall[] {
  const numbers = kernelNumbers();
  return [...readFileSync(table, 'utf8').matchAll(row)].map(([, known, digits, name = '', rule = '']) => {
    const number = digits === undefined ? numbers.get(known ?? '') : Number(digits);
    if (number === undefined) throw new Error(`the kernel's headers do not know ${name}`);
    return { number, name, rule };
  });
}

/** How many rows the table has by a count that does not understand them. */
export function countRows(): number {
  return [...readFileSync(table, 'utf8').matchAll(/^ {4}(call|call_when|answer)\(/gm)].length;
}

function kernelNumbers(): Map<string, number> {
  const preprocessor = ['-E', '-dM', '-x', 'c', '-include', 'asm/unistd.h', '/dev/null'];
  const macros = execFileSync('cc', preprocessor, { encoding: 'utf8' });
  return new Map(
    [...macros.matchAll(/^#define __NR_(\w+) (\d+)$/gm)].map(([, name = '', number]) => [name, Number(number)]),
  );
}

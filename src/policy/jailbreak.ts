// One attempt to leave the jail, as the library's users see it.

import type { Verdict } from './types.js';

export const JAILBREAK_MODES = ['read', 'write', 'exec', 'connect', 'process', 'kernel'] as const;
export type JailbreakMode = (typeof JAILBREAK_MODES)[number];

/** The exact bytes of what is text in a Jailbreak: a path need not be UTF-8. */
export interface JailbreakBytes {
  readonly file: Buffer;
  readonly requested: Buffer;
  readonly executable: Buffer;
  readonly argv: readonly Buffer[];
  readonly cwd: Buffer;
}

export interface Jailbreak {
  readonly mode: JailbreakMode;
  /** The canonical path, or the address, or empty. */
  readonly file: string;
  /** What the program asked for, as it wrote it. */
  readonly requested: string;
  readonly syscall: string;
  readonly pid: number;
  readonly ppid: number;
  readonly executable: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly time: Date;
  readonly verdict: Verdict;
  /** How often this attempt has been made by now. Grows while the jail runs. */
  readonly count: number;
  /** The same as bytes; not enumerable. */
  readonly bytes: JailbreakBytes;
}

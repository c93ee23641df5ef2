// What a trick is, in the words of the file that describes it.

import type { TestContext } from 'node:test';
import type { Jailbreak, Policy } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';
import type { Outcome } from '../stage/run.js';

/** Something outside besides files that a trick can harm: a process, a server, a shared segment. */
export interface Victim {
  /** What happened to it, in words; nothing if it is as it was. */
  harm(): Promise<string[]> | string[];
  dispose(): void;
  /** Whether this machine has nothing of its kind. */
  readonly lacking?: boolean;
}

export interface Trick<V extends Victim> {
  /** What the program does, as the end of the sentence 'it …'. */
  readonly name: string;
  /** The row of the table of classes in SECURITY.md. */
  readonly class: string;
  /** A program from test/fixtures. It says what came of its attempts, prints 'still here' and exits with 0; 77 if this kernel lacks the call. */
  readonly program: string;
  readonly args?: (ground: Ground, victim: V) => readonly string[];
  readonly env?: (ground: Ground, victim: V) => Record<string, string>;
  /** A file outside that the caller opens for reading as the program's standard input. */
  readonly stdin?: (ground: Ground, victim: V) => string;
  /** What the program prints only if it succeeded, where nothing outside of it can show that. */
  readonly boast?: string;
  /** What lies there before the program starts. */
  readonly prepare?: (ground: Ground) => void;
  readonly victim?: (ground: Ground) => Promise<V>;
  /** `onJailbreak` in it stands in place of 'deny'. */
  readonly policy?: (ground: Ground) => Policy;
  /** What the jail must report, at least in the parts that are given; without it a silent refusal is enough. */
  readonly event?: { mode?: Jailbreak['mode']; file?: (ground: Ground, victim: V) => string };
  /** The same program with arguments that do no harm: it must pass without a jailbreak. */
  readonly harmless?: (ground: Ground) => readonly string[];
  /** Without a jail the trick works for root only. */
  readonly needsRoot?: boolean;
  readonly timeoutMs?: number;
  /** Whether it is also tried in a jail that kills, which it is unless this says no. */
  readonly kills?: boolean;
  /** Looks at what the program says of its own runs, without a jail and in one that denies. */
  readonly tally?: (t: TestContext, where: 'unjailed' | 'jailed', outcome: Outcome) => void;
}

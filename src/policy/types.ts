// What a jail may touch: as the user writes it (Policy), and as it is after checking (ResolvedPolicy).

import type { Jailbreak } from './jailbreak.js';

/** A path (a directory means everything below it), a glob, or a RegExp on the canonical path. */
export type Rule = string | RegExp;

/** What happens to an attempt. */
export type Verdict = 'kill' | 'deny' | 'log';

/** Decides attempt by attempt. The program waits for the verdict. */
export type VerdictFunction = (jailbreak: Jailbreak) => Verdict | Promise<Verdict>;

export type Enforcement = 'full' | 'partial' | 'nested';

export interface Policy {
  /** What the jail may read and execute beside its working directory. */
  readonly read?: Rule | readonly Rule[] | undefined;
  /** What the jail may read and write beside its working directory. */
  readonly write?: Rule | readonly Rule[] | undefined;
  /** What the jail may not touch, even where `read`, `write` or the working directory allow it. */
  readonly deny?: Rule | readonly Rule[] | undefined;
  /** What happens at an attempt to leave the jail. Default: `kill`. */
  readonly onJailbreak?: Verdict | VerdictFunction | undefined;
  /** Named sets of rules for well-known programs. */
  readonly preset?: string | readonly string[] | undefined;
  /** Whether internet sockets are allowed. Default: false. */
  readonly network?: boolean | undefined;
  /** Whether stat(2) and the like see what is outside. Default: `allow`. */
  readonly metadata?: 'allow' | 'deny' | undefined;
  /** The least that must be enforced. Default: `full`. */
  readonly enforcement?: Enforcement | undefined;
}

/** `content` is `read` without execution, and by name: nothing is opened for it at the start. */
export type Access = 'read' | 'write' | 'content' | 'list' | 'device';

export interface AllowedPath {
  readonly access: Access;
  readonly path: string;
  /** Ignored where it does not exist. */
  readonly optional?: boolean;
}

export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

export interface AllowedPattern extends Pattern {
  readonly access: 'read' | 'write' | 'content';
}

/** What a rule list means: paths and patterns. */
export interface ResolvedRules {
  readonly paths: readonly string[];
  readonly patterns: readonly Pattern[];
}

export interface ResolvedPolicy {
  readonly read: ResolvedRules;
  readonly write: ResolvedRules;
  readonly deny: ResolvedRules;
  readonly onJailbreak: Verdict | VerdictFunction;
  readonly presets: readonly Preset[];
  readonly network: boolean;
  readonly metadata: 'allow' | 'deny';
  readonly enforcement: Enforcement;
}

/** A set of rules for a well-known program. What does not exist is ignored. */
export interface Preset {
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Directories that may be listed, but in which nothing may be opened. */
  readonly list?: readonly string[];
  /** Variables of the program's environment. `{temporary}` stands for the private temporary directory. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether the jail gets a directory of its own, in TMPDIR, that is removed after its end. */
  readonly privateTemporaryDirectory: boolean;
}

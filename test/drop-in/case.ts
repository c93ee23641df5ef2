import type { Recorder } from './record.js';

export type ChildProcessModule = typeof import('node:child_process');

/** One small use of a child_process module. `place` is an empty directory of its own, removed afterwards. */
export type DropInCase = (cp: ChildProcessModule, record: Recorder, place: string) => Promise<unknown> | unknown;

/** Cases by name. A name is a sentence about what is looked at, and unique in its theme. */
export type Theme = Record<string, DropInCase>;

export const subjects = ['native', 'jailkeeper', 'register'] as const;

/**
 * Which module a host hands to its cases: node's own, `jailkeeper/child_process`,
 * or what `node:child_process` has become under `--import jailkeeper/register`.
 */
export type Subject = (typeof subjects)[number];

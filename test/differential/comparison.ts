// Two accounts of one run, call by call: what the witness saw fail, and what the jail's events name.

import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Jailbreak } from '../../src/index.js';
import { canonical } from './canonical.js';
import { explanationOf } from './explanations.js';
import { type Call, descriptorPath, stringOf } from './trace.js';
import { type Wish, wishesOf } from './wishes.js';

export interface Comparison {
  /** Calls that the witness wrote down. */
  readonly calls: number;
  /** Of these, calls that the jail refused, by the witness. */
  readonly refused: number;
  /** Of these, calls that an event names: process, system call, path as requested, canonical path, kind. */
  readonly named: number;
  /** How many different places the events name. */
  readonly places: number;
  /** Refused, and named by no event. */
  readonly missing: readonly string[];
  /** Named by an event, and not refused, or less often than its count says. */
  readonly extra: readonly string[];
  /** Refused on purpose without an event: the calls, by reason. */
  readonly explained: ReadonlyMap<string, readonly string[]>;
}

export interface Runs {
  readonly jailed: readonly Call[];
  readonly jailbreaks: readonly Jailbreak[];
  readonly root: string;
  /** The same command without a jail, on a ground of its own. */
  readonly native: readonly Call[];
  readonly nativeRoot: string;
}

export function compare({ jailed, jailbreaks, root, native, nativeRoot }: Runs): Comparison {
  const open = countByKey(jailbreaks);
  const places = new Set(jailbreaks.map(({ file, requested }) => file || requested)).size;
  const naturally = new Set(native.filter(isFailure).map((call) => failureOf(call, nativeRoot)));
  const missing: string[] = [];
  const explained = new Map<string, string[]>();
  let named = 0;
  for (const call of jailed.filter(mayBeRefused)) {
    const silent = explanationOf(call);
    const key = wishesOf(call)
      .map((wish) => keyOf(call.process, call.name, wish))
      .find((key) => !silent && isRefusal(call) && (open.get(key) ?? 0) > 0);
    if (key !== undefined) {
      named++;
      open.set(key, (open.get(key) ?? 0) - 1);
      continue;
    }
    const known = naturally.has(failureOf(call, root));
    if (call.errno === undefined || isPlain(call, known, root)) continue;
    const reason = silent ?? (known ? 'fails so without a jail, too' : undefined);
    if (reason === undefined) missing.push(describe(call));
    else explained.set(reason, [...(explained.get(reason) ?? []), describe(call)]);
  }
  const extra = [...open].filter(([, count]) => count > 0).map(([key, count]) => `${count} × ${key}`);
  return { calls: jailed.length, refused: named + missing.length, named, places, missing, extra, explained };
}

function countByKey(jailbreaks: readonly Jailbreak[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { pid, syscall, mode, bytes, count } of jailbreaks) {
    const key = keyOf(pid, syscall, { mode, file: latin1(bytes.file), requested: latin1(bytes.requested) });
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}

const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

const keyOf = (process: number, name: string, { mode, file, requested }: Wish): string =>
  [process, name, mode, requested, file].join(' | ');

/** The errors by which a call can be refused. The others are about its form: not a terminal, no child, a wrong number. */
const refusals = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSYS',
  'EXDEV',
  'EOPNOTSUPP',
  'EAFNOSUPPORT',
  'ENOENT',
  'EEXIST',
  'EISNAM',
];

/** What an event must have become. */
const isRefusal = ({ errno }: Call): boolean => !errno || ['EACCES', 'EPERM', 'ENOSYS'].includes(errno);

const isFailure = ({ errno }: Call): boolean => errno !== undefined;

/** Also a call in which its thread was killed: the jail may have answered. */
const mayBeRefused = ({ errno, result }: Call): boolean => (errno ? refusals.includes(errno) : result === '?');

/** The failure without what differs from run to run. */
function failureOf({ name, args, errno }: Call, root: string): string {
  const strings = args.map((arg) => stringOf(arg)).filter((text) => text !== undefined);
  const plain = strings.map((text) => text.replaceAll(root, 'GROUND').replaceAll(/\/proc\/[0-9]+/g, '/proc/PID'));
  return [name, errno, ...plain].join(' ');
}

/** A failure that is no refusal: a look from outside, or at the run without a jail, says so. */
function isPlain(call: Call, known: boolean, root: string): boolean {
  if (call.errno === 'EACCES' || call.errno === 'EPERM') return false;
  const places = pathsOf(call);
  // What came and went while the program ran was its own.
  const isOwn = places.length > 0 && places.every((place) => place.startsWith(`${root}/jail/`));
  if (known || isOwn) return true;
  if (call.errno === 'ENOENT') return places.some((place) => !isThere(place));
  return call.errno === 'EEXIST' && places.some(isThere);
}

function pathsOf(call: Call): string[] {
  const { args, cwd } = call;
  const written = args.flatMap((arg, index) => {
    const text = stringOf(arg);
    if (text === undefined) return [];
    const base = descriptorPath(args[index - 1]) ?? cwd;
    return [canonical(path.isAbsolute(text) ? text : `${base}/${text}`, true, call)];
  });
  const meant = [...wishesOf(call).map(({ file }) => file), ...args.map(descriptorPath)];
  return written.length > 0 ? written : (meant.filter((place) => place?.startsWith('/') ?? false) as string[]);
}

function isThere(place: string): boolean {
  try {
    lstatSync(Buffer.from(place, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

function describe({ process, name, args, errno, cwd }: Call): string {
  const shown = args.map((arg) => descriptorPath(arg) ?? stringOf(arg) ?? arg);
  return `${process} ${name}(${shown.join(', ')}) ${errno} in ${cwd}`;
}

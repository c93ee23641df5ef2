// The rules that do not come from the policy: what every program needs, what this command needs. Each part is found
// once and kept as text, because it is the same from one spawn to the next.

import { type BigIntStats, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type CommandFiles, type CommandSearch, findCommand, resolveCommandFiles } from '../policy/command.js';
import { findExistingPaths, findRealPath, isBelow } from '../policy/existing-paths.js';
import { allowSearchPath, resolveSearchPath } from '../policy/search-path.js';
import { SYSTEM_PATHS, SYSTEM_PATTERNS } from '../policy/system-paths.js';
import type { AllowedPath } from '../policy/types.js';
import { encodeAllow, encodeAllowPattern } from '../protocol/order.js';

const MAX_KEPT = 64;

function keep<Value>(kept: Map<string, Value>, key: string, value: Value): Value {
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, value);
  return value;
}

const encodeAll = (rules: readonly AllowedPath[]): string =>
  rules.map(({ access, path, optional }) => encodeAllow(access, path, optional)).join('');

interface MachineRules {
  readonly text: string;
  readonly readable: readonly string[];
}

const machineRules = new Map<string, MachineRules>();

function findStats(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** What is opened by nearly every program, so that it is worth a rule of its own at each start. */
const FREQUENT_FILE = '/etc/ld.so.cache';

const isSeldomFile = ({ path, access }: AllowedPath): boolean =>
  access === 'read' && path !== FREQUENT_FILE && (findStats(path)?.isFile() ?? false);

/** By name alone: what the keeper opens when it is asked for costs less than what is opened at each start. */
const byName = ({ path }: AllowedPath): AllowedPath => ({ access: 'content', path, optional: true });

function makeMachineRules(searchPath: string, home: string | undefined): MachineRules {
  const programs = allowSearchPath(resolveSearchPath(searchPath, home), home);
  const rules = findExistingPaths([...SYSTEM_PATHS, ...programs]);
  const readable = rules.filter(({ access }) => access === 'read').map(({ path }) => path);
  const needed = rules.map((rule) => (isSeldomFile(rule) ? byName(rule) : rule));
  return { text: encodeAll(needed) + SYSTEM_PATTERNS.map(encodeAllowPattern).join(''), readable };
}

/** What every program may touch: system paths, and the directories of PATH. */
export function findMachineRules(searchPath: string, home: string | undefined): MachineRules {
  const key = `${home}\0${searchPath}`;
  return machineRules.get(key) ?? keep(machineRules, key, makeMachineRules(searchPath, home));
}

interface KnownCommand extends CommandFiles {
  readonly path: string;
  readonly stats: BigIntStats;
}

const commands = new Map<string, KnownCommand>();

const isSameFile = (one: BigIntStats, other: BigIntStats | undefined): boolean =>
  one.ino === other?.ino && one.dev === other.dev && one.ctimeNs === other.ctimeNs;

function findKnownCommand(file: string, search: CommandSearch): KnownCommand | undefined {
  const isRelative = file.includes('/') ? !isAbsolute(file) : !search.searchPath.split(':').every(isAbsolute);
  const key = [file, search.searchPath, isRelative ? search.cwd : ''].join('\0');
  const known = commands.get(key);
  if (known && isSameFile(known.stats, findStats(known.path))) return known;
  const path = findCommand(file, search);
  const stats = path === undefined ? undefined : findStats(path);
  if (path === undefined || stats === undefined) return undefined;
  return keep(commands, key, { path, stats, ...resolveCommandFiles(path, search) });
}

const isInTrees = (path: string, trees: readonly string[]): boolean => trees.some((tree) => isBelow(path, tree));

/**
 * The command itself and its interpreters, as far as `machine` does not cover them. A command that cannot be found is
 * left to execve(2). What lies in `ownTrees`, which the jail may change, decides nothing: a link there or a #! line
 * would open any executable file to whoever wrote it in an earlier run.
 */
export function encodeCommandRules(
  file: string,
  search: CommandSearch,
  machine: MachineRules,
  ownTrees: readonly string[],
): string {
  const command = findKnownCommand(file, search);
  const files = command?.files.filter((path) => !isInTrees(path, machine.readable)) ?? [];
  if (command === undefined || files.length === 0) return '';
  const realTrees = ownTrees.map((tree) => findRealPath(tree) ?? tree);
  if (command.directories.some((directory) => isInTrees(directory, realTrees))) return '';
  return encodeAll(files.map((path) => ({ access: 'read', path, optional: true })));
}

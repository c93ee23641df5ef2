// From what shall be spawned and what it may touch to the order that says both.

import { readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { isatty } from 'node:tty';
import type { NativeSpawnOptions, StdioEntry } from '../keeper/process-handle.js';
import { DEFAULT_SEARCH_PATH } from '../policy/search-path.js';
import { encodeAllow, encodeOrder } from '../protocol/order.js';
import { findVariable, replaceVariables } from './environment.js';
import { encodeCommandRules, findMachineRules } from './machine-rules.js';
import type { PreparedPolicy } from './prepared-policy.js';
import { makeTemporaryDirectory } from './temporary-directory.js';

export interface Plan {
  readonly order: string;
  readonly envPairs: string[];
  readonly temporaryDirectory: string | undefined;
}

/** What the kernel makes of an empty argument list. */
const NO_ARGUMENTS = [''];

const PLACEHOLDER = '{temporary}';

/** The descriptors that the caller passes. The first three are always open. */
const findKept = (stdio: readonly StdioEntry[]): number[] =>
  stdio.flatMap(({ type }, fd) => (fd > 2 && type === 'ignore' ? [] : [fd]));

/** The terminals that the program inherits: it may open its own by name, as ttyname(3) tells it. */
function encodeTerminals(stdio: readonly StdioEntry[]): string {
  const names = new Set<string>();
  for (const { type, fd, handle } of stdio) {
    const inherited = type === 'pipe' ? undefined : (fd ?? handle?.fd);
    if (inherited !== undefined && isatty(inherited)) names.add(readlinkSync(`/proc/self/fd/${inherited}`));
  }
  return [...names].map((name) => encodeAllow('device', name, true)).join('');
}

/** As the native spawn makes them: every element a string, holes and undefined included; a symbol is a TypeError. */
const makeStrings = (values: readonly unknown[]): string[] => Array.from(values, (value) => `${value}`);

const ownEnvironment = (): string[] => Object.entries(process.env).map(([name, value]) => `${name}=${value}`);

function replaceEnvironment(policy: PreparedPolicy, pairs: string[], directory: string | undefined): string[] {
  const wanted = Object.entries(policy.env).map(([name, value]) => [
    name,
    value.replaceAll(PLACEHOLDER, directory ?? ''),
  ]);
  const variables = { ...(directory === undefined ? {} : { TMPDIR: directory }), ...Object.fromEntries(wanted) };
  return Object.keys(variables).length === 0 ? pairs : replaceVariables(pairs, variables);
}

/** `stdio` is what the program gets, without the channel. */
export function makePlan(policy: PreparedPolicy, options: NativeSpawnOptions, stdio: readonly StdioEntry[]): Plan {
  const cwd = resolve(options.cwd ?? '.');
  const temporaryDirectory = policy.needsTemporaryDirectory ? makeTemporaryDirectory(options) : undefined;
  const givenPairs = Array.isArray(options.envPairs) ? makeStrings(options.envPairs) : ownEnvironment();
  const envPairs = replaceEnvironment(policy, givenPairs, temporaryDirectory);
  const searchPath = findVariable(envPairs, 'PATH') ?? DEFAULT_SEARCH_PATH;
  // The caller's HOME, also where a preset gives the program another one in every jail: PATH was written with that one.
  const machine = findMachineRules(searchPath, findVariable(givenPairs, 'HOME'));
  const ownTrees = [cwd, ...policy.writableTrees];
  const rules = [
    options.detached ? policy.detachedRules : policy.rules,
    encodeAllow('write', cwd),
    temporaryDirectory === undefined ? '' : encodeAllow('write', temporaryDirectory),
    machine.text,
    encodeCommandRules(options.file, { cwd, searchPath }, machine, ownTrees),
    encodeTerminals(stdio),
  ].join('');
  const command = {
    file: options.file,
    argv: makeStrings(options.args?.length ? options.args : NO_ARGUMENTS),
    keep: findKept(stdio),
  };
  const order = encodeOrder(command, rules);
  return { order, envPairs, temporaryDirectory };
}

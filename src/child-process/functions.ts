// The functions of node:child_process, each of which runs in the jail that is chosen for the call.

import * as childProcess from 'node:child_process';
import { promisify } from 'node:util';
import type { Jail } from '../jail/jail.js';
import { callJailed } from './interception.js';
import type { ChildProcessFunctions } from './overloads.js';

type Call = (...args: unknown[]) => unknown;

/** From the arguments of a call to its jail, if it gets one of its own. */
export type ChooseJail = (args: readonly unknown[]) => Jail | undefined;

const NAMES = ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync'] as const;

const natives = Object.fromEntries(NAMES.map((name) => [name, childProcess[name]])) as unknown as Record<string, Call>;

function wrap(native: Call, chooseJail: ChooseJail): Call {
  return (...args) => {
    const jail = chooseJail(args);
    return jail ? callJailed(jail, () => native(...args)) : native(...args);
  };
}

/** Node's own form for promises calls its own function, so it needs a jail of its own. */
function copyPromisified(native: Call, wrapped: Call, chooseJail: ChooseJail): void {
  const promisified = (native as { [promisify.custom]?: Call })[promisify.custom];
  if (!promisified) return;
  // Node 24 names it, earlier ones do not.
  const value = Object.defineProperty(wrap(promisified, chooseJail), 'name', { value: promisified.name });
  Object.defineProperty(wrapped, promisify.custom, { value });
}

function makeFunction(name: string, native: Call, chooseJail: ChooseJail): Call {
  const wrapped = wrap(native, chooseJail);
  copyPromisified(native, wrapped, chooseJail);
  return Object.defineProperties(wrapped, { name: { value: name }, length: { value: native.length } });
}

export function makeFunctions(chooseJail: ChooseJail): ChildProcessFunctions {
  const entries = Object.entries(natives).map(([name, native]) => [name, makeFunction(name, native, chooseJail)]);
  return Object.fromEntries(entries) as ChildProcessFunctions;
}

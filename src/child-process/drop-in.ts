// jailkeeper/child_process: everything that node:child_process exports, jailed. Without the option `jail` a process gets
// a jail with the policy of JAILKEEPER_POLICY, or else with the default one.

import childProcess from 'node:child_process';
import { makeFunctions } from './functions.js';
import { resolveJailOption } from './jail-option.js';
import type { JailedFunctions } from './overloads.js';

export * from 'node:child_process';
export type { JailOption } from './overloads.js';

const functions = makeFunctions(resolveJailOption) as JailedFunctions;

export const { spawn, exec, execFile, fork, spawnSync, execSync, execFileSync } = functions;

const dropIn: typeof childProcess & JailedFunctions = { ...childProcess, ...functions };

export { dropIn as default, dropIn as 'module.exports' };

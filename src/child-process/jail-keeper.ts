// The JailKeeper: a jail with the functions of node:child_process.

import { ChildProcess, type SpawnOptions, type SpawnSyncOptions } from 'node:child_process';
import { statSync } from 'node:fs';
import { JailKeeperError } from '../errors.js';
import { Jail } from '../jail/jail.js';
import { locateKeeper } from '../keeper/locate.js';
import type { Policy } from '../policy/types.js';
import { isCommandLine } from './command-line.js';
import { makeFunctions } from './functions.js';
import type { ChildProcessFunctions } from './overloads.js';

type Options = SpawnOptions & SpawnSyncOptions;
type Call = (...args: unknown[]) => unknown;

const isOptions = (value: unknown): value is Options =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The jail is its working directory, so one that is missing is an error of the jail and not of the program. */
function assertDirectory(cwd: unknown): void {
  if (typeof cwd !== 'string' && !(cwd instanceof URL)) return;
  if (cwd instanceof URL && cwd.protocol !== 'file:') return;
  let isDirectory = false;
  try {
    isDirectory = statSync(cwd, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // Not reachable: not usable either.
  }
  if (!isDirectory) throw new JailKeeperError('ERR_JAIL_CWD', String(cwd));
}

/** spawn() and spawnSync() with a command line instead of a file: the shell takes it. */
function takeCommandLines(call: Call): Call {
  return (...args) => {
    const [command, second] = args;
    const options = args.slice(1).find(isOptions) ?? {};
    const programArguments = Array.isArray(second) ? second : [];
    if (!isCommandLine(command, programArguments, options)) return call(...args);
    return call(command, { ...options, shell: true });
  };
}

/**
 * Runs a program in a jail: its working directory, what the policy adds to it, and what any program needs to start.
 * One program at a time; after its end the same jail can run the next one.
 */
export class JailKeeper extends Jail implements ChildProcessFunctions {
  /** For CommonJS: `const { JailKeeper, JailKeeperError } = require('jailkeeper')`. */
  static readonly JailKeeper = JailKeeper;
  static readonly JailKeeperError = JailKeeperError;

  readonly spawn: ChildProcessFunctions['spawn'];
  readonly exec: ChildProcessFunctions['exec'];
  readonly execFile: ChildProcessFunctions['execFile'];
  readonly fork: ChildProcessFunctions['fork'];
  readonly spawnSync: ChildProcessFunctions['spawnSync'];
  readonly execSync: ChildProcessFunctions['execSync'];
  readonly execFileSync: ChildProcessFunctions['execFileSync'];

  constructor(policy?: Policy);
  constructor(policy?: Policy | ChildProcess) {
    if (policy instanceof ChildProcess) throw new JailKeeperError('ERR_JAIL_ATTACH');
    super(policy);
    const functions = makeFunctions((args) => {
      locateKeeper();
      assertDirectory(args.slice(1).find(isOptions)?.cwd);
      return this;
    });
    this.spawn = takeCommandLines(functions.spawn as Call) as ChildProcessFunctions['spawn'];
    this.spawnSync = takeCommandLines(functions.spawnSync as Call) as ChildProcessFunctions['spawnSync'];
    this.exec = functions.exec;
    this.execFile = functions.execFile;
    this.fork = functions.fork;
    this.execSync = functions.execSync;
    this.execFileSync = functions.execFileSync;
  }
}

// The JailKeeper: a jail with the functions of node:child_process.

import { ChildProcess, type SpawnOptions, type SpawnSyncOptions } from 'node:child_process';
import { statSync } from 'node:fs';
import { JailKeeperError } from '../errors.js';
import { AttachedJail, type Inherited } from '../jail/attached-jail.js';
import { claimJail, Jail } from '../jail/jail.js';
import { locateKeeper } from '../keeper/locate.js';
import { type AttachOptions, type AttachPolicy, separateAttachOptions } from '../policy/attach-options.js';
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

function findPid({ pid, exitCode, signalCode }: ChildProcess): number {
  if (pid === undefined || exitCode !== null || signalCode !== null)
    throw new JailKeeperError('ERR_JAIL_ATTACH', 'the child process does not run');
  return pid;
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

  #attached: Promise<void> | undefined;
  #inherited: readonly Inherited[] = [];

  readonly spawn: ChildProcessFunctions['spawn'];
  readonly exec: ChildProcessFunctions['exec'];
  readonly execFile: ChildProcessFunctions['execFile'];
  readonly fork: ChildProcessFunctions['fork'];
  readonly spawnSync: ChildProcessFunctions['spawnSync'];
  readonly execSync: ChildProcessFunctions['execSync'];
  readonly execFileSync: ChildProcessFunctions['execFileSync'];

  constructor(policy?: Policy);
  constructor(child: ChildProcess, policy?: AttachPolicy);
  constructor(policyOrChild?: Policy | ChildProcess, attachPolicy?: AttachPolicy) {
    const isAttaching = policyOrChild instanceof ChildProcess;
    const { policy, options } = isAttaching
      ? separateAttachOptions(attachPolicy)
      : { policy: policyOrChild, options: undefined };
    super(policy);
    if (isAttaching && options) this.#attach(findPid(policyOrChild), options, policyOrChild);
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

  /**
   * Jails a process that runs already, with all that it starts from then on. Its working directory is the jail. Resolves
   * when the jail is closed; until then nothing is promised. Rejects when it could not be jailed: then it goes on as it
   * was, or is dead under `onAttachFailure: 'kill'`.
   */
  static async attach(pid: number, policy?: AttachPolicy): Promise<JailKeeper> {
    if (!Number.isSafeInteger(pid) || pid <= 0)
      throw new JailKeeperError('ERR_JAIL_ATTACH', `${String(pid)} is no pid`);
    const { policy: plain, options } = separateAttachOptions(policy);
    const jail = new JailKeeper(plain);
    jail.#attach(pid, options, undefined);
    await jail.attached;
    return jail;
  }

  /** Settles when a process that ran already is jailed, or could not be; undefined in every other jail. */
  get attached(): Promise<void> | undefined {
    return this.#attached;
  }

  /** What a process that ran already had open and mapped when it was jailed. */
  get inherited(): readonly Inherited[] {
    return this.#inherited;
  }

  #attach(pid: number, options: AttachOptions, child: ChildProcess | undefined): void {
    locateKeeper();
    const policy = claimJail(this);
    const jail = new AttachedJail({ jail: this, policy, options, pid, child });
    this.#attached = jail.attach().then((inherited) => {
      this.#inherited = inherited;
      this.emit('attached');
    });
  }
}

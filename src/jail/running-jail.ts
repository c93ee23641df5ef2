// One running tree, asynchronous: follows its report from the first record to the last, and tells the jail.

import type { ChildProcess } from 'node:child_process';
import { JailKeeperError } from '../errors.js';
import type { Channel } from '../keeper/channel.js';
import type { Launched } from '../keeper/launch.js';
import { killOrphans } from '../keeper/orphans.js';
import type { ProcessHandle } from '../keeper/process-handle.js';
import { forgetGuard, watchGuard } from '../keeper/stopped-guards.js';
import type { ReportRecord } from '../protocol/report.js';
import { Follower } from './follower.js';
import { type Jail, noteEnforcement, releaseJail } from './jail.js';
import type { PreparedPolicy } from './prepared-policy.js';
import { removeTemporaryDirectory } from './temporary-directory.js';

const SIGKILL = 9;
const killProcess = process.kill.bind(process);

export interface RunningParts {
  readonly jail: Jail;
  readonly policy: PreparedPolicy;
  readonly child: ChildProcess;
  readonly handle: ProcessHandle;
  readonly temporaryDirectory: string | undefined;
}

export class RunningJail {
  readonly #parts: RunningParts;
  readonly #channel: Channel;
  readonly #pid: number;
  readonly #guard: number;
  readonly #follower: Follower;
  readonly #killKeeper: (signal: number) => number;
  #pending: ReportRecord[];
  #hasEnded = false;
  #failure: JailKeeperError | undefined;

  constructor(parts: RunningParts, { started, next, channel, guard }: Launched) {
    this.#parts = parts;
    this.#channel = channel;
    this.#pid = started.pid;
    this.#guard = guard;
    this.#follower = new Follower({ ...parts, send: (line) => channel.send(line) });
    this.#pending = [...next];
    const { handle, jail } = parts;
    this.#killKeeper = handle.kill.bind(handle);
    noteEnforcement(jail, started);
    this.#impersonate(handle);
    watchGuard(guard, () => this.#fail('ERR_JAIL_KEEPER_LOST', 'it was stopped'));
    // Not before the caller had the child in hand, and out of the time that it is blocked.
    setImmediate(() => this.#listen());
  }

  /** The handle of the keeper becomes, for ChildProcess, the handle of the program. */
  #impersonate(handle: ProcessHandle): void {
    const { onexit } = handle;
    handle.pid = this.#pid;
    // Not enumerable, as the prototype's: a handle that is printed looks as it always does.
    const kill = (signal: number): number => this.#kill(signal);
    Object.defineProperty(handle, 'kill', { value: kill, configurable: true, writable: true });
    handle.onexit = (code, signal) => this.#finish(code, signal, onexit);
  }

  #listen(): void {
    if (this.#hasEnded) return;
    this.#channel.listen(
      (records) => this.#receive(records),
      (error) => this.#fail('ERR_JAIL_PROTOCOL', String(error)),
    );
    this.#receive([]);
  }

  #receive(records: readonly ReportRecord[]): void {
    const all = [...this.#pending, ...records];
    this.#pending = [];
    for (const record of all) this.#take(record);
  }

  #take(record: ReportRecord): void {
    if (this.#follower.take(record)) return;
    if (record.name === 'ended') this.#hasEnded = true;
    else if (record.name === 'lost') this.#fail('ERR_JAIL_KEEPER_LOST', record.cause);
    else
      this.#fail(
        'ERR_JAIL_PROTOCOL',
        `the keeper said ${record.name} while the jail of ${this.#parts.child.spawnfile} ran`,
      );
  }

  /** Sends a signal to the program itself. As long as nobody has waited for it, its number is its own. */
  #kill(signal: number): number {
    this.#pending.push(...this.#drain());
    if (this.#pending.some(({ name }) => name === 'ended') || this.#hasEnded) return 0;
    try {
      killProcess(this.#pid, signal);
      return 0;
    } catch (error) {
      return (error as { errno: number }).errno;
    }
  }

  #drain(): ReportRecord[] {
    try {
      return this.#channel.drain();
    } catch (error) {
      this.#fail('ERR_JAIL_PROTOCOL', String(error));
      return [];
    }
  }

  /** Whatever went wrong, the jail does not go on. */
  #fail(code: 'ERR_JAIL_PROTOCOL' | 'ERR_JAIL_KEEPER_LOST', detail: string): void {
    if (this.#failure) return;
    this.#failure = new JailKeeperError(code, detail);
    this.#killKeeper(SIGKILL);
  }

  /** The keeper has ended, and so has everything in the jail. */
  #finish(code: number, signal: string, onexit: ProcessHandle['onexit']): void {
    const { jail, child, temporaryDirectory } = this.#parts;
    forgetGuard(this.#guard);
    try {
      this.#receive(this.#drain());
      // One of the keepers has killed what was left, if one of them could.
      if (!this.#hasEnded) killOrphans(this.#guard);
      if (!this.#hasEnded)
        this.#fail('ERR_JAIL_KEEPER_LOST', signal ? `it was killed by ${signal}` : `it exited with ${code}`);
    } finally {
      this.#hasEnded = true;
      this.#channel.close();
      if (temporaryDirectory !== undefined) void removeTemporaryDirectory(temporaryDirectory);
      releaseJail(jail);
      this.#deliver(code, signal, onexit, child, jail);
    }
  }

  #deliver(code: number, signal: string, onexit: ProcessHandle['onexit'], child: ChildProcess, jail: Jail): void {
    try {
      if (this.#failure) child.emit('error', this.#failure);
    } finally {
      try {
        onexit(code, signal);
      } finally {
        jail.emit('exit', signal ? null : code, (signal || null) as NodeJS.Signals | null);
      }
    }
  }
}

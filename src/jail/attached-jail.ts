// One jail around a process that runs already: one keeper for it, and one for each process that it had started before.

import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { JailKeeperError } from '../errors.js';
import { AttachKeeper } from '../keeper/attach-keeper.js';
import type { AttachOptions } from '../policy/attach-options.js';
import type { EndedRecord, InheritedMode, InheritedRecord } from '../protocol/report.js';
import { findWorkingDirectory, makeAttachOrder } from './attach-plan.js';
import { Follower } from './follower.js';
import { type Jail, noteEnforcement, releaseJail } from './jail.js';
import type { PreparedPolicy } from './prepared-policy.js';

/** What a process had open, or mapped, when it was jailed. It keeps it, unless it was closed. */
export interface Inherited {
  readonly pid: number;
  /** Undefined for what is mapped. */
  readonly fd: number | undefined;
  /** As /proc names it: a path, or such as `pipe:[1]`. */
  readonly path: string;
  readonly mode: InheritedMode;
  /** Whether the policy would not let it be opened. */
  readonly outside: boolean;
  readonly closed: boolean;
}

export interface AttachedParts {
  readonly jail: Jail;
  readonly policy: PreparedPolicy;
  readonly options: AttachOptions;
  readonly pid: number;
  readonly child: ChildProcess | undefined;
}

const makeInherited = (pid: number, { fd, path, mode, isOutside, isClosed }: InheritedRecord): Inherited => ({
  pid,
  fd,
  path: path.toString(),
  mode,
  outside: isOutside,
  closed: isClosed,
});

/** The processes that this one has started. */
function findChildren(pid: number): number[] {
  try {
    const lists = readdirSync(`/proc/${pid}/task`).map((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1'),
    );
    return lists.join(' ').split(' ').filter(Boolean).map(Number);
  } catch {
    // It has ended.
    return [];
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof JailKeeperError && error.code === code;

const nameOfSignal = (number: number): NodeJS.Signals | null =>
  (Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null) as NodeJS.Signals | null;

export class AttachedJail {
  readonly #parts: AttachedParts;
  readonly #keepers = new Map<number, AttachKeeper>();
  readonly #inherited: Inherited[] = [];
  #rootEnd: EndedRecord | undefined;
  #error: JailKeeperError | undefined;
  #isJailed = false;

  constructor(parts: AttachedParts) {
    this.#parts = parts;
  }

  /** Resolves to what the processes had open, when all of them are jailed. */
  async attach(): Promise<readonly Inherited[]> {
    const { jail, pid, options, child } = this.#parts;
    child?.once('exit', () => {
      for (const keeper of this.#keepers.values()) keeper.ref();
    });
    try {
      const cwd = findWorkingDirectory(pid);
      noteEnforcement(jail, (await this.#attachOne(pid, cwd)).started);
      if (options.tree) await this.#attachTree(pid, cwd);
    } catch (error) {
      // Of a tree, half a jail is none.
      this.#end();
      if (this.#keepers.size === 0) releaseJail(jail);
      throw error;
    }
    this.#isJailed = true;
    // Not before whoever waited for this has had the time to listen.
    setImmediate(() => {
      for (const keeper of this.#keepers.values()) keeper.listen();
    });
    return this.#inherited;
  }

  async #attachOne(pid: number, cwd: string) {
    const { jail, policy, child, options } = this.#parts;
    const order = makeAttachOrder(policy, pid, cwd, options);
    const follower = new Follower({ jail, policy, child, send: (line) => keeper.send(line) });
    const keeper = new AttachKeeper(order, policy.keeperWords, child === undefined, {
      onRecord: (record) => {
        if (record.name === 'jailbreak' && record.verdict === 'kill') this.#end(keeper);
        follower.take(record);
      },
      onEnd: (ended, error) => this.#takeEnd(pid, ended, error),
    });
    this.#keepers.set(pid, keeper);
    try {
      const attached = await keeper.attached;
      this.#inherited.push(...attached.inherited.map((record) => makeInherited(pid, record)));
      return attached;
    } catch (error) {
      this.#keepers.delete(pid);
      throw error;
    }
  }

  /** Whom a jailed process starts is in its jail, and has a listener by that: so this comes to an end. */
  async #attachTree(root: number, cwd: string): Promise<void> {
    const known = new Set([root]);
    for (let found = true; found; ) {
      found = false;
      for (const pid of [...known].flatMap(findChildren)) {
        if (known.has(pid)) continue;
        known.add(pid);
        found = true;
        await this.#attachOne(pid, cwd).catch((error: unknown) => {
          const isInside = hasCode(error, 'ERR_JAIL_NESTED');
          if (!isInside && isAlive(pid)) throw error;
        });
      }
    }
  }

  #takeEnd(pid: number, ended: EndedRecord | undefined, error: JailKeeperError | undefined): void {
    this.#keepers.delete(pid);
    if (pid === this.#parts.pid) this.#rootEnd = ended;
    this.#error ??= error;
    // The jail ends with the process for which it was made.
    if (error || pid === this.#parts.pid) this.#end();
    if (this.#keepers.size > 0) return;
    if (this.#isJailed) this.#finish();
    else releaseJail(this.#parts.jail);
  }

  #end(but?: AttachKeeper): void {
    for (const keeper of this.#keepers.values()) if (keeper !== but) keeper.end();
  }

  #finish(): void {
    const { jail, child } = this.#parts;
    releaseJail(jail);
    const { code = null, signal } = this.#rootEnd ?? {};
    try {
      if (this.#error) (child ?? jail).emit('error', this.#error);
    } finally {
      jail.emit('exit', code, signal === undefined ? null : nameOfSignal(signal));
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

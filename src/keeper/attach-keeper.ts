// One keeper for one process that runs already: started beside it, spoken to over a socket.

import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { JailKeeperError } from '../errors.js';
import { MalformedRecord } from '../protocol/record.js';
import type { EndedRecord, InheritedRecord, ReportRecord, StartedRecord } from '../protocol/report.js';
import { ReportReader } from '../protocol/report-reader.js';
import { locateKeeper } from './locate.js';
import { killOrphans } from './orphans.js';
import { makeRefusalError } from './refusal.js';
import { forgetGuard, watchGuard } from './stopped-guards.js';

const KEEPER_NAME = 'jailkeeper-keeper';
const CHANNEL_FD = 3;

export interface AttachedProcess {
  readonly started: StartedRecord;
  readonly inherited: readonly InheritedRecord[];
}

export interface AttachListeners {
  /** Attempts. */
  readonly onRecord: (record: ReportRecord) => void;
  /** The keeper and all that it guarded are gone; with an error when that was not the process's own doing. */
  readonly onEnd: (ended: EndedRecord | undefined, error: JailKeeperError | undefined) => void;
}

export class AttachKeeper {
  readonly #socket: Socket;
  readonly #reader = new ReportReader();
  readonly #inherited: InheritedRecord[] = [];
  readonly #listeners: AttachListeners;
  readonly #guard: number;
  readonly #keeper;
  #state: 'attaching' | 'jailed' | 'refused' = 'attaching';
  #settle: { resolve: (attached: AttachedProcess) => void; reject: (error: Error) => void } | undefined;
  #ended: EndedRecord | undefined;
  #isUnwanted = false;
  /** Records that came before anybody could listen. */
  #held: ReportRecord[] | undefined;
  #failure: JailKeeperError | undefined;
  /** Settles when the process is jailed, or cannot be. */
  readonly attached: Promise<AttachedProcess>;

  /** `keepsAlive`: whether this process must not end by itself while the jail lasts. */
  constructor(order: string, words: readonly string[], keepsAlive: boolean, listeners: AttachListeners) {
    this.#listeners = listeners;
    this.attached = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#keeper = spawn(locateKeeper(), [String(CHANNEL_FD), 'attach', `parent=${process.pid}`, ...words], {
      argv0: KEEPER_NAME,
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    });
    this.#guard = this.#keeper.pid ?? 0;
    this.#socket = this.#keeper.stdio[CHANNEL_FD] as Socket;
    this.#keeper.on('error', (cause) => {
      this.#fail(new JailKeeperError('ERR_JAIL_KEEPER_LOST', cause.message, { cause }));
      this.#finish();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#keeper.on('close', () => this.#finish());
    this.#socket.write(order, 'latin1');
    if (!keepsAlive) {
      this.#keeper.unref();
      this.#socket.unref();
    }
    if (this.#guard > 0) {
      watchGuard(this.#guard, () => this.#fail(new JailKeeperError('ERR_JAIL_KEEPER_LOST', 'it was stopped')));
    }
  }

  /** The process has ended: what is still to be told is waited for. */
  ref(): void {
    this.#keeper.ref();
    this.#socket.ref();
  }

  /** From now on tells what happens in the jail, and what has happened since it was closed. */
  listen(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const record of held) this.#take(record);
    this.#socket.resume();
  }

  /** Ends the jail: the keeper kills what is in it when nobody listens any more. */
  end(): void {
    this.#isUnwanted = true;
    this.#socket.destroy();
  }

  send(line: string): void {
    this.#socket.write(line);
  }

  #receive(bytes: Buffer): void {
    try {
      for (const record of this.#reader.read(bytes)) this.#take(record);
    } catch (error) {
      if (!(error instanceof MalformedRecord)) throw error;
      this.#fail(new JailKeeperError('ERR_JAIL_PROTOCOL', error.message, { cause: error }));
    }
  }

  #take(record: ReportRecord): void {
    if (this.#held) this.#held.push(record);
    else if (record.name === 'inherited') this.#inherited.push(record);
    else if (record.name === 'started') this.#resolve({ started: record, inherited: this.#inherited });
    else if (record.name === 'refused') this.#refuse(makeRefusalError(record));
    else if (record.name === 'failed') this.#refuse(new JailKeeperError('ERR_JAIL_CONFINE', record.syscall));
    else if (record.name === 'lost') this.#fail(new JailKeeperError('ERR_JAIL_KEEPER_LOST', record.cause));
    else if (record.name === 'ended') this.#ended = record;
    else this.#listeners.onRecord(record);
  }

  #resolve(attached: AttachedProcess): void {
    this.#state = 'jailed';
    this.#held = [];
    this.#socket.pause();
    this.#settle?.resolve(attached);
  }

  #refuse(error: JailKeeperError): void {
    this.#state = 'refused';
    this.#settle?.reject(error);
  }

  /** Whatever went wrong, the jail does not go on. */
  #fail(error: JailKeeperError): void {
    this.#failure ??= error;
    this.#keeper.kill('SIGKILL');
  }

  #finish(): void {
    forgetGuard(this.#guard);
    if (this.#state === 'refused') return;
    // One that was let go may still carry the mark.
    if (this.#ended === undefined && this.#guard > 0) killOrphans(this.#guard);
    const lost =
      this.#ended || this.#isUnwanted ? undefined : new JailKeeperError('ERR_JAIL_KEEPER_LOST', 'it was killed');
    const error = this.#failure ?? lost;
    if (this.#state === 'jailed') this.#listeners.onEnd(this.#ended, error);
    else this.#refuse(error ?? new JailKeeperError('ERR_JAIL_ATTACH', 'it ended meanwhile'));
  }
}

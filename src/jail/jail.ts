// A jail as its owner sees it: its policy, its events, and at most one running tree.

import { EventEmitter } from 'node:events';
import { JailKeeperError } from '../errors.js';
import { isInsideJail } from '../keeper/inside.js';
import type { Jailbreak } from '../policy/jailbreak.js';
import type { Policy } from '../policy/types.js';
import type { Areas, StartedRecord } from '../protocol/report.js';
import { type PreparedPolicy, prepareDefaultPolicy, preparePolicy } from './prepared-policy.js';

/** What was really enforced in the last tree that was started. */
export interface EnforcementReport {
  /** The version of Landlock that holds the jail, 0 for none. */
  readonly landlock: number;
  readonly areas: Areas;
}

export interface JailEvents {
  jailbreak: [jailbreak: Jailbreak];
  /** An attempt was made again: the same object, its `count` has grown. */
  repeated: [jailbreak: Jailbreak];
  exit: [code: number | null, signal: NodeJS.Signals | null];
  /** A process that ran already is jailed from now on. */
  attached: [];
  /** Of a jail without a ChildProcess that could tell it: its keeper is lost, and all that was in it is dead. */
  error: [error: JailKeeperError];
}

/** Takes the jail for one tree. Throws while another one runs. */
export let claimJail: (jail: Jail) => PreparedPolicy;
/** Gives it back. */
export let releaseJail: (jail: Jail) => void;
export let noteEnforcement: (jail: Jail, started: StartedRecord) => void;
/** One more jail under a policy that has been prepared before. */
export let makeJail: (policy: PreparedPolicy) => Jail;

export class Jail extends EventEmitter<JailEvents> {
  #policy: PreparedPolicy;
  #isRunning = false;
  #enforcement: EnforcementReport | undefined;

  constructor(policy?: Policy) {
    super();
    this.#policy = policy === undefined ? prepareDefaultPolicy() : preparePolicy(policy);
  }

  /** What is really enforced, per area; undefined before the first start. */
  get enforcement(): EnforcementReport | undefined {
    return this.#enforcement;
  }

  static {
    claimJail = (jail) => {
      if (jail.#isRunning) throw new JailKeeperError('ERR_JAIL_BUSY');
      // Before anything is looked up for the new jail, which the one around it might take for an attempt.
      if (isInsideJail() && !jail.#policy.acceptsNesting) throw new JailKeeperError('ERR_JAIL_NESTED');
      jail.#isRunning = true;
      return jail.#policy;
    };
    releaseJail = (jail) => {
      jail.#isRunning = false;
    };
    noteEnforcement = (jail, { landlock, areas }) => {
      jail.#enforcement = { landlock, areas };
    };
    makeJail = (policy) => {
      const jail = new Jail();
      jail.#policy = policy;
      return jail;
    };
  }
}

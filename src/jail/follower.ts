// Follows the attempts that a keeper tells of: counts them, announces them, and has those decided that wait for it.

import type { EventEmitter } from 'node:events';
import { JailKeeperError } from '../errors.js';
import type { Verdict } from '../policy/types.js';
import type { JailbreakRecord, ReportRecord } from '../protocol/report.js';
import { encodeVerdict } from '../protocol/report.js';
import { announceJailbreak } from './announce.js';
import { Attempts, makeJailbreak } from './attempts.js';
import type { Jail } from './jail.js';
import type { PreparedPolicy } from './prepared-policy.js';

const VERDICTS: readonly unknown[] = ['kill', 'deny', 'log'];

export interface FollowerParts {
  readonly jail: Jail;
  readonly policy: PreparedPolicy;
  /** Who is told beside the jail. */
  readonly child?: EventEmitter | undefined;
  /** Says something to the keeper. */
  readonly send: (line: string) => void;
}

function throwLater(error: unknown): void {
  process.nextTick(() => {
    throw error;
  });
}

export class Follower {
  readonly #parts: FollowerParts;
  readonly #attempts = new Attempts();

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Whether the record was about an attempt. */
  take(record: ReportRecord): boolean {
    if (record.name === 'jailbreak') this.#takeJailbreak(record);
    else if (record.name === 'repeated') {
      const jailbreak = this.#attempts.repeat(record);
      if (jailbreak) this.#parts.jail.emit('repeated', jailbreak);
    } else return false;
    return true;
  }

  #takeJailbreak(record: JailbreakRecord): void {
    const { jail, child } = this.#parts;
    if (record.verdict === 'ask') void this.#decide(record);
    else announceJailbreak(this.#attempts.add(record, record.verdict), jail, child);
  }

  /** The program waits. What is not a verdict is a kill. */
  async #decide(record: JailbreakRecord): Promise<void> {
    const { jail, child, policy, send } = this.#parts;
    let verdict: Verdict = 'kill';
    try {
      const answer: unknown = await policy.decide?.(makeJailbreak(record, 'kill'));
      if (!VERDICTS.includes(answer)) {
        throw new JailKeeperError('ERR_JAIL_POLICY', `onJailbreak returned ${String(answer)}, not kill, deny or log`);
      }
      verdict = answer as Verdict;
    } catch (error) {
      throwLater(error);
    }
    send(encodeVerdict(record.id, verdict));
    try {
      announceJailbreak(this.#attempts.add(record, verdict), jail, child);
    } catch (error) {
      throwLater(error);
    }
  }
}

// Runs a command in rounds, once with and once without a jail, so that whatever else the machine does meets both.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { type Jailbreak, JailKeeper } from '../index.js';
import type { Bench } from './arguments.js';
import { STDERR_FD } from './output.js';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Measured extends Ending {
  readonly timeMs: number;
}

export interface MeasuredInJail extends Measured {
  /** Attempts to leave the policy, with their repetitions. */
  readonly jailbreaks: number;
  /** Those of them that were not let through. */
  readonly refused: number;
  readonly isKilled: boolean;
  /** The first of those that differ, of which there may be thousands. */
  readonly examples: readonly Jailbreak[];
}

export interface Round {
  readonly native: Measured;
  readonly jailed: MeasuredInJail;
}

type Start = (command: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const MOST_EXAMPLES = 5;

const countAll = (jailbreaks: readonly Jailbreak[]): number => jailbreaks.reduce((sum, { count }) => sum + count, 0);

const LEAST_ROUNDS = 3;
const MOST_ROUNDS = 100;
const TIME_MS = 10_000;

/** Whether there is another round: `wanted` of them, or as many as there is time for. */
export function isRoundWanted(wanted: number | undefined, count: number, elapsedMs: number): boolean {
  if (wanted !== undefined) return count < wanted;
  return count < LEAST_ROUNDS || (count < MOST_ROUNDS && elapsedMs < TIME_MS);
}

export class Contest {
  readonly #bench: Bench;
  readonly #jail: JailKeeper;
  #running: ChildProcess | undefined;

  /** Throws for a policy that is not usable, before anything runs. */
  constructor(bench: Bench) {
    this.#bench = bench;
    this.#jail = new JailKeeper(bench.policy);
    this.#endTogether();
  }

  get enforcement() {
    return this.#jail.enforcement;
  }

  runNative(): Promise<Measured> {
    return this.#run(spawn);
  }

  async runJailed(): Promise<MeasuredInJail> {
    const jailbreaks: Jailbreak[] = [];
    const note = (jailbreak: Jailbreak) => jailbreaks.push(jailbreak);
    this.#jail.on('jailbreak', note);
    try {
      const measured = await this.#run(this.#jail.spawn);
      return {
        ...measured,
        jailbreaks: countAll(jailbreaks),
        refused: countAll(jailbreaks.filter(({ verdict }) => verdict !== 'log')),
        isKilled: jailbreaks.some(({ verdict }) => verdict === 'kill'),
        examples: jailbreaks.slice(0, MOST_EXAMPLES),
      };
    } finally {
      this.#jail.off('jailbreak', note);
    }
  }

  /** Who comes first changes from round to round. */
  async *runRounds(): AsyncGenerator<Round, void> {
    const startMs = performance.now();
    for (let count = 0; isRoundWanted(this.#bench.rounds, count, performance.now() - startMs); count++) {
      const early = count % 2 === 0 ? await this.runNative() : undefined;
      const jailed = await this.runJailed();
      yield { native: early ?? (await this.runNative()), jailed };
    }
  }

  get mostRounds(): number {
    return this.#bench.rounds ?? MOST_ROUNDS;
  }

  #run(start: Start): Promise<Measured> {
    const { command, args, show } = this.#bench;
    const output = show ? STDERR_FD : 'ignore';
    return new Promise((resolve, reject) => {
      const startMs = performance.now();
      // A command line is for the shell on neither side.
      const child = start(command, args, { shell: false, stdio: ['ignore', output, output] });
      this.#running = child;
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve({ code, signal, timeMs: performance.now() - startMs }));
    });
  }

  /** Who ends the measuring ends the command: without a jail it would go on. */
  #endTogether(): void {
    for (const signal of SIGNALS) {
      process.once(signal, () => {
        this.#running?.kill(signal);
        process.kill(process.pid, signal);
      });
    }
  }
}

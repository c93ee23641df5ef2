// A trick that has to win a race: it is tried many times, and counted is how often the jail saw it and how often it won.

import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../stage/run.js';
import type { Trick, Victim } from './description.js';
import { trick } from './trick.js';

/** A full run takes 100,000 rounds, an everyday one fewer. */
const everydayRounds = Number(process.env.JAILKEEPER_RACE_ROUNDS ?? '100');

/** Without a jail it need only be shown that the race can be won. */
const enoughRounds = 10_000;

const patienceMs = 30_000;
/** On a busy machine, with a call that is verified. */
const roundMs = 10;

/** Where a line of JSON about each race is added. */
const report = process.env.JAILKEEPER_RACE_REPORT;

export interface Race<V extends Victim> extends Omit<Trick<V>, 'class' | 'kills' | 'tally' | 'timeoutMs' | 'harmless'> {
  /** A race that is seldom won without a jail takes more rounds. */
  readonly leastRounds?: number;
  /** The program's arguments, to which the number of rounds is added. It says at its end how many it played and won. */
  readonly args: (ground: Parameters<NonNullable<Trick<V>['args']>>[0], victim: V) => readonly string[];
}

/** What a race came to. */
export interface RaceResult {
  readonly race: string;
  readonly user: number | undefined;
  readonly rounds: number;
  readonly attempts: number;
  readonly winsJailed: number;
  readonly winsUnjailed: number;
  readonly roundsUnjailed: number;
  readonly seconds: number;
}

interface Score {
  readonly rounds: number;
  readonly wins: number;
}

function readScore({ stdout }: Outcome): Score | undefined {
  const [, rounds, wins] = /^rounds (\d+) wins (\d+)$/m.exec(stdout.toString('latin1')) ?? [];
  return rounds === undefined ? undefined : { rounds: Number(rounds), wins: Number(wins) };
}

/** A path that is changed while it is read may be half of one name and half of the other. */
const onlyMode = ({ mode }: Pick<NonNullable<Trick<Victim>['event']>, 'mode'>) => (mode === undefined ? {} : { mode });

export function race<V extends Victim>(url: string, description: Race<V>): void {
  const leastRounds = description.leastRounds ?? 0;
  const rounds = Math.max(everydayRounds, leastRounds);
  let unjailed: Score | undefined;
  // The run without a jail comes first.
  const roundsToPlay = () => (unjailed ? rounds : Math.max(Math.min(everydayRounds, enoughRounds), leastRounds));

  function tallyUnjailed(outcome: Outcome): void {
    unjailed = readScore(outcome);
    assert.ok(unjailed, `the program did not say its score:\n${outcome.stdout.toString('latin1')}`);
    assert.notEqual(unjailed.wins, 0, 'it was never won without a jail: it proves nothing');
  }

  function tallyJailed(t: TestContext, outcome: Outcome): void {
    const jailed = readScore(outcome);
    assert.equal(jailed?.rounds, rounds, 'it did not go on to its end');
    assert.equal(jailed.wins, 0, `won ${jailed.wins} times`);
    const result: RaceResult = {
      race: path.basename(fileURLToPath(url), '.ts'),
      user: process.getuid?.(),
      rounds: jailed.rounds,
      attempts: outcome.jailbreaks.reduce((sum, { count }) => sum + count, 0),
      winsJailed: jailed.wins,
      winsUnjailed: unjailed?.wins ?? 0,
      roundsUnjailed: unjailed?.rounds ?? 0,
      seconds: outcome.elapsedMs / 1000,
    };
    t.diagnostic(JSON.stringify(result));
    if (report !== undefined) appendFileSync(report, `${JSON.stringify(result)}\n`);
  }

  trick({
    ...description,
    class: 'races',
    // It would end with the first attempt, as every other trick with the same calls does.
    kills: false,
    ...(description.event && { event: onlyMode(description.event) }),
    timeoutMs: patienceMs + roundMs * rounds,
    args: (ground, victim) => [...description.args(ground, victim), String(roundsToPlay())],
    tally: (t, where, outcome) => (where === 'unjailed' ? tallyUnjailed(outcome) : tallyJailed(t, outcome)),
  });
}

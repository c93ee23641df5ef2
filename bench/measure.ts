// Runs a workload by all contestants in turns, so that whatever else the machine does meets all of them.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePlan } from '../src/jail/plan.js';
import { preparePolicy } from '../src/jail/prepared-policy.js';
import { removeTemporaryDirectory } from '../src/jail/temporary-directory.js';
import type { Contestant } from './contestants.js';
import type { Place } from './place.js';
import type { Workload } from './workloads.js';

export interface Figure {
  readonly contestant: string;
  readonly medianNs: number;
  readonly runs: number;
}

export interface Result {
  readonly workload: string;
  readonly figures: readonly Figure[];
  /** Peers that could not run it. */
  readonly failed: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The order that the library would send for this command, and the environment that goes with it. */
export function planWorkload({ command, policy, cwd, env = {} }: Pick<Workload, 'command' | 'policy' | 'cwd' | 'env'>) {
  const stdio = ['ignore', 'ignore', 'ignore'].map((type) => ({ type }));
  const envPairs = Object.entries({ ...process.env, ...env }).map(([name, value]) => `${name}=${value}`);
  return makePlan(preparePolicy(policy), { file: command[0], args: [...command], cwd, stdio, envPairs }, stdio);
}

const splitPair = (pair: string): [string, string] => {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
};

/** A peer that has taken longer than this for one workload has shown what it is. */
const MOST_NS_FOR_A_PEER = 6e9;
/** Of a command that takes seconds, fewer rounds say as much. */
const MOST_NS = 40e9;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Where each has run once without being timed: those of the contestants that can run it at all. */
function warmUp(contestants: readonly Contestant[], runOnce: (contestant: Contestant) => unknown): Contestant[] {
  return contestants.filter((contestant) => {
    try {
      runOnce(contestant);
      return true;
    } catch (error) {
      if (!contestant.isPeer) throw error;
      return false;
    }
  });
}

export function measure(workload: Workload, all: readonly Contestant[], place: Place, isQuick: boolean): Result {
  const withPeers = !(isQuick && workload.isLong);
  const chosen = all.filter(
    ({ name, isPeer = false }) => (workload.contestants?.includes(name) ?? true) && (withPeers || !isPeer),
  );
  const { order, envPairs, temporaryDirectory } = planWorkload(workload);
  const orderFile = join(place.directory, 'order');
  writeFileSync(orderFile, order, 'latin1');
  const env = Object.fromEntries(envPairs.map(splitPair));
  const runOnce = ({ start, takesOrder, startsSlowly }: Contestant): number[] => {
    const flags = [...(takesOrder ? ['-o', orderFile] : []), ...(workload.reports ? ['-r'] : [])];
    const times = startsSlowly ? 1 : workload.timesPerRound;
    const args = [...flags, String(times), ...start(workload.command)];
    const output = execFileSync(place.programs.driver, args, {
      cwd: workload.cwd,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return output.trim().split('\n').map(Number);
  };
  const contestants = warmUp(chosen, runOnce);
  const samples = new Map(contestants.map((contestant) => [contestant, [] as number[]]));
  const rounds = isQuick ? workload.rounds.quick : workload.rounds.full;
  for (let round = 0; round < rounds; round++) {
    // Another one begins each round: what comes after the slowest finds other caches.
    for (const index of contestants.keys()) {
      const contestant = contestants[(index + round) % contestants.length];
      const taken = contestant && samples.get(contestant);
      if (!taken || sum(taken) > (contestant.isPeer ? MOST_NS_FOR_A_PEER : MOST_NS)) continue;
      taken.push(...runOnce(contestant));
    }
  }
  if (temporaryDirectory !== undefined) removeTemporaryDirectory(temporaryDirectory);
  const figures = [...samples].map(([{ name }, values]) => ({
    contestant: name,
    medianNs: median(values),
    runs: values.length,
  }));
  const failed = chosen.filter((contestant) => !contestants.includes(contestant)).map(({ name }) => name);
  return { workload: workload.name, figures, failed };
}

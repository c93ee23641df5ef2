// Runs commands one after another in a folder: in jails of their own, or as they are.

import type { Jailbreak } from '../../src/index.js';
import { type Command, type Outcome, runJailed, runUnjailed } from '../stage/run.js';

export type Steps = readonly (readonly string[])[];
export type Environment = Readonly<Record<string, string>>;

export interface Ending {
  readonly output: string;
  readonly jailbreaks: readonly Jailbreak[];
  readonly survivors: readonly number[];
  /** Of the last step that ran */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** LuaLaTeX collects every font of the machine, and the machine may be busy. */
const TIMEOUT_MS = 120_000;

function makeCommand([file = '', ...args]: readonly string[], cwd: string, environment: Environment): Command {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { file, args, cwd, env: { ...Object.fromEntries(inherited), ...environment }, timeoutMs: TIMEOUT_MS };
}

function summarise(outcomes: readonly Outcome[]): Ending {
  const { code = null, signal = null } = outcomes.at(-1) ?? {};
  return {
    output: outcomes.map(({ stdout, stderr }) => Buffer.concat([stdout, stderr]).toString('latin1')).join(''),
    jailbreaks: outcomes.flatMap(({ jailbreaks }) => jailbreaks),
    survivors: outcomes.flatMap(({ survivors }) => survivors),
    code,
    signal,
  };
}

async function runSteps(steps: Steps, runStep: (step: readonly string[]) => Promise<Outcome>): Promise<Ending> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    const outcome = await runStep(step);
    outcomes.push(outcome);
    // A jail that was killed is the end of the whole document
    if (outcome.signal === 'SIGKILL') break;
  }
  return summarise(outcomes);
}

export function runStepsUnjailed(steps: Steps, cwd: string, environment: Environment): Promise<Ending> {
  return runSteps(steps, (step) => runUnjailed(makeCommand(step, cwd, environment)));
}

export function runStepsJailed(
  steps: Steps,
  cwd: string,
  environment: Environment,
  onJailbreak: 'kill' | 'deny' = 'kill',
): Promise<Ending> {
  const policy = { preset: 'latex', onJailbreak } as const;
  return runSteps(steps, (step) => runJailed(makeCommand(step, cwd, environment), policy));
}

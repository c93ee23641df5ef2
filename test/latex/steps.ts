// Runs commands one after another in a folder: in jails of their own, or as they are.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import JailKeeper, { type Jailbreak } from '../../src/index.js';

export type Steps = readonly (readonly string[])[];

export interface Outcome {
  readonly output: string;
  readonly jailbreaks: readonly Jailbreak[];
  /** Of the last step that ran */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

type Start = (file: string, commandArguments: readonly string[], options: SpawnOptions) => ChildProcess;

async function finish(child: ChildProcess): Promise<Omit<Outcome, 'jailbreaks'>> {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { output: Buffer.concat(chunks).toString('latin1'), code, signal };
}

async function runSteps(steps: Steps, cwd: string, environment: NodeJS.ProcessEnv, makeStart: () => Start) {
  let output = '';
  let last: { code: number | null; signal: NodeJS.Signals | null } = { code: null, signal: null };
  for (const [file = '', ...commandArguments] of steps) {
    const options: SpawnOptions = { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] };
    const { output: more, ...end } = await finish(makeStart()(file, commandArguments, options));
    output += more;
    last = end;
    // A jail that was killed is the end of the whole document
    if (end.signal === 'SIGKILL') break;
  }
  return { output, ...last };
}

export async function runUnjailed(steps: Steps, cwd: string, environment: NodeJS.ProcessEnv): Promise<Outcome> {
  return { ...(await runSteps(steps, cwd, environment, () => spawn)), jailbreaks: [] };
}

export async function runJailed(
  steps: Steps,
  cwd: string,
  environment: NodeJS.ProcessEnv,
  onJailbreak: 'kill' | 'deny' = 'kill',
): Promise<Outcome> {
  const jailbreaks: Jailbreak[] = [];
  const end = await runSteps(steps, cwd, environment, () => {
    const jail = new JailKeeper({ preset: 'latex', onJailbreak });
    jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
    return (file, commandArguments, options) => jail.spawn(file, [...commandArguments], options);
  });
  return { ...end, jailbreaks };
}

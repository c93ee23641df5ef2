// One run of a trick on a fresh ground, and what it did there, seen from outside.

import { closeSync, constants, openSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Jailbreak, Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { beginning, filesWithCanary, type Ground, layGround } from '../stage/ground.js';
import type { Command, Outcome } from '../stage/run.js';
import { differences, takeSnapshot } from '../stage/snapshot.js';
import type { Trick, Victim } from './description.js';

const lacksTheCall = 77;

const untouched: Victim = { harm: () => [], dispose: () => undefined };

/** What the jail has to report. */
export interface Expected {
  readonly mode?: Jailbreak['mode'] | undefined;
  readonly file?: string | undefined;
}

export interface Attempt {
  readonly outcome: Outcome;
  readonly harm: string[];
  readonly expected: Expected | undefined;
  /** Whether this kernel or machine lacks what the trick needs. */
  readonly lacking: boolean;
}

/** Lays a fresh ground, runs the program there and looks from outside at what it did. */
export async function attempt<V extends Victim>(
  description: Trick<V>,
  run: (command: Command, policy: Policy) => Promise<Outcome>,
  patienceMs = 0,
): Promise<Attempt> {
  const ground = layGround();
  description.prepare?.(ground);
  const victim = (await description.victim?.(ground)) ?? (untouched as V);
  const stdin = description.stdin
    ? openSync(description.stdin(ground, victim), constants.O_RDONLY | constants.O_NOCTTY)
    : undefined;
  try {
    const before = takeSnapshot(ground.root, ground.outside, ground.private);
    const known = filesWithCanary(ground);
    const outcome = await run(commandOf(description, ground, victim, stdin), policyOf(description, ground));
    const changes = differences(before, takeSnapshot(ground.root, ground.outside, ground.private));
    const copies = filesWithCanary(ground).filter((file) => !known.includes(file));
    const survivors = outcome.survivors.map(() => 'a process outlived the program');
    const leaks = copies.map((file) => `the canary is in ${file}`);
    const seen = [...disclosed(description, ground, outcome), ...leaks, ...changes, ...survivors];
    const harm = [...seen, ...(await harmTo(victim, seen.length > 0 ? 0 : patienceMs))];
    const { event } = description;
    const lacking = victim.lacking === true || outcome.code === lacksTheCall;
    return { outcome, harm, lacking, expected: event && { mode: event.mode, file: event.file?.(ground, victim) } };
  } finally {
    if (stdin !== undefined) closeSync(stdin);
    victim.dispose();
    ground.dispose();
  }
}

/** On a busy machine it may take a while until a victim shows what was done to it. */
async function harmTo(victim: Victim, patienceMs: number): Promise<string[]> {
  const harm = await victim.harm();
  if (harm.length > 0 || patienceMs <= 0) return harm;
  await delay(50);
  return harmTo(victim, patienceMs - 50);
}

function disclosed<V extends Victim>({ boast }: Trick<V>, { canary }: Ground, { stdout, stderr }: Outcome): string[] {
  const output = Buffer.concat([stdout, stderr]);
  const said = boast !== undefined && output.includes(boast) ? [`the program said '${boast}'`] : [];
  return output.includes(beginning(canary)) ? ['the canary is in the output', ...said] : said;
}

function commandOf<V extends Victim>(
  description: Trick<V>,
  ground: Ground,
  victim: V,
  stdin: number | undefined,
): Command {
  const { file, args } = fixture(description.program);
  return {
    file,
    args: [...args, ...(description.args?.(ground, victim) ?? [])],
    cwd: ground.jail,
    env: description.env?.(ground, victim),
    stdio: [stdin ?? 'pipe', 'pipe', 'pipe'],
    timeoutMs: description.timeoutMs,
  };
}

function policyOf<V extends Victim>(description: Trick<V>, ground: Ground): Policy {
  const policy = description.policy?.(ground) ?? {};
  const { file, args } = fixture(description.program);
  const program = realpathSync(args[0] ?? file);
  return { ...policy, read: [program, path.dirname(program), ...[policy.read ?? []].flat()] };
}

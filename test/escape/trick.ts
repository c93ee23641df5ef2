import assert from 'node:assert/strict';
import { closeSync, constants, openSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Jailbreak, Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { beginning, filesWithCanary, type Ground, layGround } from '../stage/ground.js';
import { type Command, isRoot, type Outcome, runJailed, runUnjailed } from '../stage/run.js';
import { differences, takeSnapshot } from '../stage/snapshot.js';

/** Something outside besides files that a trick can harm: a process, a server, a shared segment. */
export interface Victim {
  /** What happened to it, in words; nothing if it is as it was. */
  harm(): Promise<string[]> | string[];
  dispose(): void;
}

export interface Trick<V extends Victim> {
  /** What the program does, as the end of the sentence 'it …'. */
  readonly name: string;
  /** The row of the table of classes in SECURITY.md. */
  readonly class: string;
  /** A program from test/fixtures. It says what came of its attempts, prints 'still here' and exits with 0; 77 if this kernel lacks the call. */
  readonly program: string;
  readonly args?: (ground: Ground, victim: V) => readonly string[];
  readonly env?: (ground: Ground, victim: V) => Record<string, string>;
  /** A file outside that the caller opens for reading as the program's standard input. */
  readonly stdin?: (ground: Ground, victim: V) => string;
  /** What the program prints only if it succeeded, where nothing outside of it can show that. */
  readonly boast?: string;
  /** What lies there before the program starts. */
  readonly prepare?: (ground: Ground) => void;
  readonly victim?: (ground: Ground) => Promise<V>;
  readonly policy?: (ground: Ground) => Policy;
  /** What the jail must report, at least in the parts that are given; without it a silent refusal is enough. */
  readonly event?: { mode?: Jailbreak['mode']; file?: (ground: Ground, victim: V) => string };
  /** The same program with arguments that do no harm: it must pass without a jailbreak. */
  readonly harmless?: (ground: Ground) => readonly string[];
  /** Without a jail the trick works for root only. */
  readonly needsRoot?: boolean;
  readonly timeoutMs?: number;
}

const stillHere = 'still here\n';
const lacksTheCall = 77;

const untouched: Victim = { harm: () => [], dispose: () => undefined };

/** One way out of a jail: it must work without the jail, and neither work nor go unseen inside. */
export function trick<V extends Victim>(description: Trick<V>): void {
  describe(`${description.class}: ${description.name}`, () => {
    let known = true;
    test('works without a jail', async (t) => {
      known = await worksUnjailed(t, description);
    });
    const { event, ...silently } = description;
    test('is refused by a jail that denies, and the program goes on', () => isDenied(known ? description : silently));
    test('is the end of everything in a jail that kills', () => isKilled(known ? description : silently));
    if (description.harmless) test('has a harmless twin that passes', () => harmlessTwinPasses(description));
  });
}

/** Whether this kernel knows the call at all. */
async function worksUnjailed<V extends Victim>(t: TestContext, description: Trick<V>): Promise<boolean> {
  const { outcome, harm } = await attempt(description, (command) => runUnjailed(command));
  if (outcome.code === lacksTheCall) t.diagnostic('this kernel lacks the call');
  else if (description.needsRoot && !isRoot) t.diagnostic('works for root only');
  else assert.notDeepEqual(harm, [], `no harm done without a jail:\n${transcript(outcome)}`);
  return outcome.code !== lacksTheCall;
}

async function isDenied<V extends Victim>(description: Trick<V>): Promise<void> {
  const { outcome, harm, expected } = await attempt(description, (command, policy) =>
    runJailed(command, { ...policy, onJailbreak: 'deny' }),
  );
  assert.deepEqual(harm, [], transcript(outcome));
  if (expected) assertReported(outcome, expected);
  if (outcome.code === lacksTheCall) return;
  assert.deepEqual([outcome.code, outcome.signal], [0, null], `the program did not go on:\n${transcript(outcome)}`);
  assert.ok(
    outcome.stdout.toString('latin1').endsWith(stillHere),
    `the program did not reach its end:\n${transcript(outcome)}`,
  );
}

async function isKilled<V extends Victim>(description: Trick<V>): Promise<void> {
  const { outcome, harm, expected } = await attempt(description, (command, policy) =>
    runJailed(command, { ...policy, onJailbreak: 'kill' }),
  );
  assert.deepEqual(harm, [], transcript(outcome));
  if (!expected) return;
  assert.equal(outcome.jailbreaks.length, 1, `not one jailbreak:\n${transcript(outcome)}`);
  assert.deepEqual([outcome.code, outcome.signal], [null, 'SIGKILL'], transcript(outcome));
  assert.equal(outcome.order.at(-1), 'exit', 'a jailbreak was reported after the exit');
}

async function harmlessTwinPasses<V extends Victim>(description: Trick<V>): Promise<void> {
  const harmless = { ...description, args: description.harmless } as Trick<V>;
  const { outcome, harm } = await attempt(harmless, (command, policy) =>
    runJailed(command, { ...policy, onJailbreak: 'kill' }),
  );
  assert.deepEqual(outcome.jailbreaks.map(summary), [], transcript(outcome));
  assert.deepEqual([outcome.code, outcome.signal, harm], [0, null, []], transcript(outcome));
}

interface Expected {
  readonly mode?: Jailbreak['mode'] | undefined;
  readonly file?: string | undefined;
}

function assertReported(outcome: Outcome, { mode, file }: Expected): void {
  const matches = outcome.jailbreaks.some(
    (jailbreak) => (mode ?? jailbreak.mode) === jailbreak.mode && (file ?? jailbreak.file) === jailbreak.file,
  );
  assert.ok(matches, `no event ${mode ?? ''} ${file ?? ''}:\n${transcript(outcome)}`);
}

interface Attempt {
  readonly outcome: Outcome;
  readonly harm: string[];
  readonly expected: Expected | undefined;
}

/** Lays a fresh ground, runs the program there and looks from outside at what it did. */
async function attempt<V extends Victim>(
  description: Trick<V>,
  run: (command: Command, policy: Policy) => Promise<Outcome>,
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
    const harm = [
      ...disclosed(description, ground, outcome),
      ...copies.map((file) => `the canary is in ${file}`),
      ...changes,
      ...(await victim.harm()),
    ];
    if (outcome.survivors.length > 0) harm.push('a process outlived the program');
    const { event } = description;
    return { outcome, harm, expected: event && { mode: event.mode, file: event.file?.(ground, victim) } };
  } finally {
    if (stdin !== undefined) closeSync(stdin);
    victim.dispose();
    ground.dispose();
  }
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

function transcript({ code, signal, stdout, stderr, jailbreaks }: Outcome): string {
  return [`code ${code}, signal ${signal}`, stdout.toString(), stderr.toString(), ...jailbreaks.map(summary)].join(
    '\n',
  );
}

function summary({ mode, file, requested, syscall, verdict, count }: Jailbreak): string {
  return `${mode} ${file} (${requested}) ${syscall} ${verdict} x${count}`;
}

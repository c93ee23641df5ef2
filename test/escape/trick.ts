// One way out of a jail: it must work without the jail, and neither work nor go unseen inside.

import assert from 'node:assert/strict';
import { before, describe, type TestContext, test } from 'node:test';
import type { Jailbreak } from '../../src/index.js';
import { capLandlock, plannedCap } from '../stage/older-kernel.js';
import { isRoot, type Outcome, runJailed, runUnjailed } from '../stage/run.js';
import { attempt, type Expected } from './attempt.js';
import type { Trick, Victim } from './description.js';

const stillHere = 'still here\n';

export function trick<V extends Victim>(description: Trick<V>): void {
  const abi = plannedCap();
  const older = abi === undefined ? '' : ` (Landlock ABI ${abi})`;
  describe(`${description.class}: ${description.name}${older}`, () => {
    // One process may try a trick on several kernels.
    before(() => capLandlock(abi));
    let known = true;
    test('works without a jail', async (t) => {
      known = await worksUnjailed(t, description);
    });
    const { event, ...silently } = description;
    test('is refused by a jail that denies, and the program goes on', (t) =>
      isDenied(t, known ? description : silently));
    if (description.kills ?? true)
      test('is the end of everything in a jail that kills', () => isKilled(known ? description : silently));
    if (description.harmless) test('has a harmless twin that passes', () => harmlessTwinPasses(description));
  });
}

/** Whether this machine has what the trick needs. */
async function worksUnjailed<V extends Victim>(t: TestContext, description: Trick<V>): Promise<boolean> {
  const { outcome, harm, lacking } = await attempt(description, (command) => runUnjailed(command), 2000);
  if (lacking) t.diagnostic('this machine lacks what it needs');
  else if (description.needsRoot && !isRoot) t.diagnostic('works for root only');
  else {
    assert.notDeepEqual(harm, [], `no harm done without a jail:\n${transcript(outcome)}`);
    description.tally?.(t, 'unjailed', outcome);
  }
  return !lacking;
}

async function isDenied<V extends Victim>(t: TestContext, description: Trick<V>): Promise<void> {
  const { outcome, harm, expected, lacking } = await attempt(description, (command, policy) =>
    runJailed(command, { onJailbreak: 'deny', ...policy }),
  );
  assert.deepEqual(harm, [], transcript(outcome));
  if (expected) assertReported(outcome, expected);
  const seen = outcome.jailbreaks.reduce((sum, { count }) => sum + count, 0);
  if (seen > 1) t.diagnostic(`${seen} attempts were seen`);
  if (lacking) return;
  assert.deepEqual([outcome.code, outcome.signal], [0, null], `the program did not go on:\n${transcript(outcome)}`);
  assert.ok(
    outcome.stdout.toString('latin1').endsWith(stillHere),
    `the program did not reach its end:\n${transcript(outcome)}`,
  );
  description.tally?.(t, 'jailed', outcome);
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
  const { boast, ...rest } = description;
  const harmless = { ...rest, args: description.harmless } as Trick<V>;
  const { outcome, harm } = await attempt(harmless, (command, policy) =>
    runJailed(command, { ...policy, onJailbreak: 'kill' }),
  );
  assert.deepEqual(outcome.jailbreaks.map(summary), [], transcript(outcome));
  assert.deepEqual([outcome.code, outcome.signal, harm], [0, null, []], transcript(outcome));
  assert.ok(outcome.stdout.includes(boast ?? ''), transcript(outcome));
}

function assertReported(outcome: Outcome, { mode, file }: Expected): void {
  const matches = outcome.jailbreaks.some(
    (jailbreak) => (mode ?? jailbreak.mode) === jailbreak.mode && (file ?? jailbreak.file) === jailbreak.file,
  );
  assert.ok(matches, `no event ${mode ?? ''} ${file ?? ''}:\n${transcript(outcome)}`);
}

function transcript({ code, signal, stdout, stderr, jailbreaks }: Outcome): string {
  return [`code ${code}, signal ${signal}`, stdout.toString(), stderr.toString(), ...jailbreaks.map(summary)].join(
    '\n',
  );
}

function summary({ mode, file, requested, syscall, verdict, count }: Jailbreak): string {
  return `${mode} ${file} (${requested}) ${syscall} ${verdict} x${count}`;
}

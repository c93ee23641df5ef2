// Plays one trick in a scene of its own, and tells what came of it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findHarm } from './harm.js';
import { makeScene, type Scene } from './scene.js';
import { type Ending, runStepsJailed, runStepsUnjailed } from './steps.js';
import type { Trick } from './tricks.js';

const SOURCES = path.join(import.meta.dirname, 'hostile');

/** TeX's own guards, switched off: nothing but the jail is left. */
const GUARDS_OFF = { openin_any: 'a', openout_any: 'a' };

/** Long enough for a signal or a connection to be noticed by the test itself. */
const NOTICE_MS = 50;

function fillTemplate(text: string, scene: Scene): string {
  return text
    .replaceAll('@outside@', scene.outside)
    .replaceAll('@victim@', String(scene.victim.pid))
    .replaceAll('@port@', String(scene.port));
}

function fillJail(trick: Trick, scene: Scene): void {
  const document = `${trick.name}.tex`;
  const sources = existsSync(path.join(SOURCES, document)) ? [document, ...(trick.files ?? [])] : (trick.files ?? []);
  for (const name of sources) {
    writeFileSync(path.join(scene.jail, name), fillTemplate(readFileSync(path.join(SOURCES, name), 'utf8'), scene));
  }
}

async function play<Result>(trick: Trick, act: (scene: Scene) => Promise<Result>): Promise<Result> {
  const scene = await makeScene();
  try {
    fillJail(trick, scene);
    return await act(scene);
  } finally {
    await scene.remove();
  }
}

async function seeHarm(scene: Scene, outcome: Ending): Promise<string[]> {
  await wait(NOTICE_MS);
  return findHarm(scene, outcome.output);
}

function assertNamed(
  trick: Trick,
  scene: Scene,
  { mode, file, verdict }: Ending['jailbreaks'][number],
  expected: string,
): void {
  assert.deepEqual({ mode, verdict }, { mode: trick.mode, verdict: expected });
  if (trick.file !== undefined) assert.equal(file, fillTemplate(trick.file, scene));
}

/** The twin: without a jail the same document does what its author wants. */
export function assertWorksUnjailed(trick: Trick): Promise<void> {
  return play(trick, async (scene) => {
    const environment = { ...GUARDS_OFF, TEXMFVAR: scene.caches, TMPDIR: scene.caches };
    const outcome = await runStepsUnjailed(trick.steps, scene.jail, environment);
    assert.notDeepEqual(await seeHarm(scene, outcome), [], outcome.output);
  });
}

export function assertKilled(trick: Trick): Promise<void> {
  return play(trick, async (scene) => {
    const outcome = await runStepsJailed(trick.steps, scene.jail, GUARDS_OFF, 'kill');
    assert.deepEqual(await seeHarm(scene, outcome), []);
    const [first, ...others] = outcome.jailbreaks;
    assert.ok(first, `no jailbreak was reported: ${outcome.output}`);
    assertNamed(trick, scene, first, 'kill');
    assert.deepEqual(others, []);
    assert.equal(outcome.signal, 'SIGKILL');
    assert.deepEqual(outcome.survivors, []);
  });
}

export function assertDenied(trick: Trick): Promise<void> {
  return play(trick, async (scene) => {
    const outcome = await runStepsJailed(trick.steps, scene.jail, GUARDS_OFF, 'deny');
    assert.deepEqual(await seeHarm(scene, outcome), []);
    const [first] = outcome.jailbreaks;
    assert.ok(first, `no jailbreak was reported: ${outcome.output}`);
    assertNamed(trick, scene, first, 'deny');
    assert.equal(outcome.signal, null);
    assert.deepEqual(outcome.survivors, []);
  });
}

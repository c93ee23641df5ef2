import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { runStepsJailed } from './steps.js';

const SOURCE = path.join(import.meta.dirname, 'documents', 'private-files.tex');

/** The library empties it in the background: a program may have left any number of files. */
async function waitUntilGone(directory: string): Promise<void> {
  const deadlineMs = Date.now() + 5_000;
  while (existsSync(directory)) {
    assert.ok(Date.now() < deadlineMs, `${directory} is still there`);
    await wait(20);
  }
}

test('TMPDIR, HOME and the caches are one private directory, which is gone afterwards', async () => {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'jailkeeper-latex-'));
  try {
    cpSync(SOURCE, path.join(folder, 'private-files.tex'));
    const steps = [['pdflatex', '-interaction=batchmode', '-shell-escape', 'private-files']];
    const { jailbreaks, code, output } = await runStepsJailed(steps, folder, {});
    assert.deepEqual(jailbreaks, []);
    assert.equal(code, 0, output);
    const places = readFileSync(path.join(folder, 'places.txt'), 'utf8').trimEnd().split('\n');
    const [temporary = '', home, caches] = places;
    assert.equal(home, temporary);
    assert.equal(path.dirname(caches ?? ''), temporary);
    assert.equal([tmpdir(), homedir(), folder].includes(temporary), false);
    await waitUntilGone(temporary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

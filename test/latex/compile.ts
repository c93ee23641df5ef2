// Compiles an ordinary document twice in the same empty folder, without a jail and in one, and compares what is left there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Document } from './documents.js';
import { runStepsJailed, runStepsUnjailed } from './steps.js';

const SOURCES = path.join(import.meta.dirname, 'documents');

/** Written by programs that put the time of day or a path of TEXMFVAR into them, also without a jail. */
const CHANGING_EXTENSIONS = new Set(['.log', '.blg', '.fdb_latexmk', '.fls']);

/** What TeX needs so that the same document gives the same bytes at any time of day. */
const FIXED_TIME = { SOURCE_DATE_EPOCH: '1700000000', FORCE_SOURCE_DATE: '1', TZ: 'UTC' };

function findInTree(name: string): string {
  return execFileSync('kpsewhich', [name], { encoding: 'utf8' }).trim();
}

function fillFolder(document: Document, folder: string): void {
  mkdirSync(folder);
  for (const file of document.files) cpSync(path.join(SOURCES, file), path.join(folder, file));
  for (const name of document.fromTree ?? []) cpSync(findInTree(name), path.join(folder, name));
}

function readResults(folder: string): Map<string, Buffer> {
  const results = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, entry);
    if (lstatSync(file).isFile()) results.set(entry, readFileSync(file));
  }
  return results;
}

function assertSameResults(jailed: Map<string, Buffer>, unjailed: Map<string, Buffer>): void {
  assert.deepEqual([...jailed.keys()], [...unjailed.keys()]);
  for (const [name, bytes] of unjailed) {
    if (CHANGING_EXTENSIONS.has(path.extname(name))) continue;
    assert.ok(jailed.get(name)?.equals(bytes), `${name} differs`);
  }
}

/** Throws where the jail makes a difference. */
export async function assertCompilesTheSame(document: Document): Promise<void> {
  const place = mkdtempSync(path.join(realpathSync(tmpdir()), 'jailkeeper-latex-'));
  try {
    const folder = path.join(place, 'document');
    const caches = path.join(place, 'caches');
    mkdirSync(caches);
    fillFolder(document, folder);
    const unjailed = await runStepsUnjailed(document.steps, folder, {
      ...FIXED_TIME,
      TEXMFVAR: caches,
      TMPDIR: caches,
    });
    const expected = readResults(folder);
    assert.equal(unjailed.code, 0, unjailed.output);
    assert.ok(expected.has(document.result), unjailed.output);

    rmSync(folder, { recursive: true });
    fillFolder(document, folder);
    const jailed = await runStepsJailed(document.steps, folder, FIXED_TIME);
    assert.deepEqual(jailed.jailbreaks, []);
    assert.equal(jailed.code, 0, jailed.output);
    assertSameResults(readResults(folder), expected);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

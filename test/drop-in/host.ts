/**
 * Runs the cases of one theme against one subject and writes their transcripts:
 *
 *   node --import tsx host.ts SUBJECT THEME FILE [NAME...]
 *
 * One JSON array `[name, entries, failure]` a line, as soon as a case has ended, so that what a host
 * that died had done is known.
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DropInCase, Subject, Theme } from './case.js';
import { type Entry, makeRecorder } from './record.js';
import { loadSubject } from './subject.js';

const caseLimitMs = 20_000;

const [subject, theme, file, ...names] = process.argv.slice(2) as [Subject, string, string, ...string[]];
const cp = await loadSubject(subject);
const { cases } = (await import(`./cases/${theme}.ts`)) as { cases: Theme };

let fail: (error: unknown) => void = () => {};
/** A case that expects an uncaught exception listens by itself. */
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') === 1) fail(error);
});

for (const [name, run] of Object.entries(cases)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const place = mkdtempSync(join(tmpdir(), 'drop-in-'));
  const entries: Entry[] = [];
  const failure = await runCase(run, entries, place);
  appendFileSync(file, `${JSON.stringify([name, entries, failure])}\n`);
  rmSync(place, { recursive: true, force: true });
}
process.exit(0);

async function runCase(run: DropInCase, entries: Entry[], place: string): Promise<string | null> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    fail = (error) => reject(new Error(`uncaught: ${error}`));
    limit = setTimeout(() => reject(new Error(`not finished after ${caseLimitMs} ms`)), caseLimitMs);
  });
  try {
    await Promise.race([run(cp, makeRecorder(entries, place), place), late]);
    return null;
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(limit);
  }
}

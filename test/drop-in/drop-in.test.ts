/**
 * The same cases against `node:child_process` and against what replaces it: nothing in their transcripts may differ.
 * `DROP_IN_THEMES=ipc,stdio` runs some themes only, `DROP_IN_SUBJECTS=native` compares native with native,
 * which shows whether the cases themselves are stable.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Subject } from './case.js';
import { type Transcripts, transcribe } from './hosts.js';

const allThemes = readdirSync(new URL('cases', import.meta.url))
  .map((name) => name.replace('.ts', ''))
  .sort();
const themes = process.env.DROP_IN_THEMES?.split(',') ?? allThemes;
const subjects = (process.env.DROP_IN_SUBJECTS?.split(',') ?? ['jailkeeper', 'register']) as Subject[];

for (const theme of themes) {
  const [native, others] = await Promise.all([
    transcribe('native', theme),
    Promise.all(subjects.map((subject) => transcribe(subject, theme))),
  ]);
  describe(theme, () => {
    for (const { subject, died } of [native, ...others]) {
      it(`the host for ${subject} runs to its end`, () => strictEqual(died, undefined));
    }
    for (const [name, { entries, failure }] of native.transcripts) {
      it(name, () => {
        strictEqual(failure, null, 'the case itself must succeed with node:child_process');
        ok(entries.length > 0, 'a case that records nothing proves nothing');
        for (const { subject, transcripts } of others) compare(subject, transcripts, name, entries);
      });
    }
  });
}

function compare(subject: Subject, transcripts: Transcripts, name: string, expected: unknown): void {
  const other = transcripts.get(name);
  ok(other, `${subject} has no transcript of this case`);
  deepStrictEqual({ subject, ...other }, { subject, entries: expected, failure: null });
}

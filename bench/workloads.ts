// What is measured. Each workload is one command, run by every contestant with the same environment and directory.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../src/policy/types.js';
import { makeCommands } from './commands.js';
import type { Place } from './place.js';

export interface Workload {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly policy: Policy;
  readonly cwd: string;
  /** In place of what the caller's environment says. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whom it is told apart for; all by default. */
  readonly contestants?: readonly string[];
  /** The command measures itself and says nanoseconds; else its whole run is measured. */
  readonly reports: boolean;
  /** Runs of one contestant before it is the next one's turn. */
  readonly timesPerRound: number;
  readonly rounds: { readonly full: number; readonly quick: number };
}

const OPENS = '2000';

function makeOpenLoop(place: Place, name: string, file: string): Workload {
  return {
    name,
    command: [place.programs['open-loop'], file, OPENS],
    policy: {},
    cwd: place.directory,
    reports: true,
    timesPerRound: 1,
    rounds: { full: 21, quick: 5 },
  };
}

/** sample2e, the document that comes with LaTeX itself; undefined where there is no TeX. */
function makeDocument(place: Place): Workload | undefined {
  const { status, stdout } = spawnSync('kpsewhich', ['sample2e.tex'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const cwd = join(place.directory, 'document');
  mkdirSync(cwd);
  copyFileSync(stdout.trim(), join(cwd, 'sample2e.tex'));
  return {
    name: 'pdflatex sample2e',
    command: ['pdflatex', '-interaction=batchmode', 'sample2e.tex'],
    policy: { preset: 'latex' },
    cwd,
    reports: false,
    timesPerRound: 1,
    rounds: { full: 15, quick: 4 },
  };
}

export function makeWorkloads(place: Place, only = ''): Workload[] {
  const file = join(place.directory, 'a-file');
  writeFileSync(file, '');
  const all: (Workload | undefined)[] = [
    {
      name: '/bin/true',
      command: ['/bin/true'],
      policy: {},
      cwd: place.directory,
      reports: false,
      timesPerRound: 10,
      rounds: { full: 30, quick: 6 },
    },
    makeOpenLoop(place, 'open and close, in the jail', file),
    makeOpenLoop(place, 'open and close, a system file', '/usr/share/zoneinfo/UTC'),
    makeDocument(place),
    ...makeCommands(place, only),
  ];
  return all.filter((workload) => workload?.name.includes(only)) as Workload[];
}

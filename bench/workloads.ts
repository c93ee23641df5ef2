// What is measured. Each workload is one command, run by every contestant with the same environment and directory.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../src/policy/types.js';
import { COMMAND_CONTESTANTS, makeCommands } from './commands.js';
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
  /** It takes so long that a quick run does without the peers. */
  readonly isLong?: boolean;
  /** The command measures itself and says nanoseconds; else its whole run is measured. */
  readonly reports: boolean;
  /** Runs of one contestant before it is the next one's turn. */
  readonly timesPerRound: number;
  readonly rounds: { readonly full: number; readonly quick: number };
}

interface Load {
  readonly name: string;
  readonly threads: number;
  readonly processes: number;
  /** Of each thread. */
  readonly opens: number;
  readonly contestants?: readonly string[];
}

/** Peers that see no opens have nothing to add under load, and strace is far away already. */
const WITHIN_SIGHT = ['native', 'floor', 'floor on Landlock', 'keeper'];

const LOADS: readonly Load[] = [
  { name: '', threads: 1, processes: 1, opens: 2000 },
  { name: ', 4 threads at once', threads: 4, processes: 1, opens: 1000, contestants: WITHIN_SIGHT },
  { name: ', 8 processes at once', threads: 1, processes: 8, opens: 500, contestants: WITHIN_SIGHT },
];

function makeOpenLoops(place: Place, name: string, file: string): Workload[] {
  return LOADS.map(({ name: load, threads, processes, opens, contestants }) => ({
    name: `${name}${load}`,
    command: [place.programs['open-loop'], file, ...[opens, threads, processes].map(String)],
    policy: {},
    cwd: place.directory,
    ...(contestants && { contestants }),
    reports: true,
    timesPerRound: 1,
    rounds: { full: 21, quick: 4 },
  }));
}

/** How often the programs of the plot open a file. */
export const OPEN_COUNTS = [0, 100, 1000, 10_000] as const;

export const nameProgramWithOpens = (count: number): string =>
  `a program that opens ${count.toLocaleString('en')} files`;

function makeProgramsWithOpens(place: Place, file: string): Workload[] {
  return OPEN_COUNTS.map((count) => ({
    name: nameProgramWithOpens(count),
    command: [place.programs['open-loop'], file, String(count)],
    policy: {},
    cwd: place.directory,
    contestants: ['native', 'floor on Landlock', 'keeper'],
    reports: false,
    timesPerRound: 1,
    rounds: { full: 21, quick: 4 },
  }));
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
    // The domain of the floor on Landlock is not one for TeX.
    contestants: [...COMMAND_CONTESTANTS, 'floor'],
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
    ...makeOpenLoops(place, 'open and close, in the jail', file),
    ...makeOpenLoops(place, 'open and close, a system file', '/usr/share/zoneinfo/UTC'),
    ...makeProgramsWithOpens(place, file),
    makeDocument(place),
    ...makeCommands(place, only),
  ];
  return all.filter((workload) => workload?.name.includes(only)) as Workload[];
}

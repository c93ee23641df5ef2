// What the figures must be: one record per aim, each a ratio of medians of one run.

import type { Result } from './measure.js';

export interface Judged {
  readonly aim: string;
  readonly limit: number;
  readonly ratio: number;
  readonly holds: boolean;
}

/** The median of one contestant in one workload. */
type Find = (workload: string, contestant: string) => number;

interface Aim {
  readonly aim: string;
  readonly limit: number;
  readonly ratio: (find: Find) => number;
}

const against =
  (workload: string, other: string) =>
  (find: Find): number =>
    find(workload, 'keeper') / find(workload, other);

/** What the keeper adds to native, against what the floor adds on top of Landlock. */
const addedAgainstFloor =
  (workload: string) =>
  (find: Find): number => {
    const native = find(workload, 'native');
    return (find(workload, 'keeper') - native) / (find(workload, 'floor on Landlock') - native);
  };

const AIMS: readonly Aim[] = [
  {
    aim: 'an allowed open in the jail: what it adds, against what floor + Landlock adds',
    limit: 1.6,
    ratio: addedAgainstFloor('open and close, in the jail'),
  },
  {
    aim: 'an allowed open of a system file: what it adds, against what floor + Landlock adds',
    limit: 1.6,
    ratio: addedAgainstFloor('open and close, a system file'),
  },
  { aim: '/bin/true through the keeper, against native', limit: 2, ratio: against('/bin/true', 'native') },
  { aim: '/bin/true through the keeper, against bubblewrap', limit: 1, ratio: against('/bin/true', 'bubblewrap') },
  { aim: 'pdflatex on sample2e, against native', limit: 1.05, ratio: against('pdflatex sample2e', 'native') },
  {
    aim: "JailKeeper.spawn to 'exit', against child_process.spawn",
    limit: 1.5,
    ratio: against("spawn of /bin/true to 'exit', no pipes", 'native'),
  },
  {
    aim: "JailKeeper.spawn to 'close' with three pipes, against child_process.spawn",
    limit: 1.6,
    ratio: against("spawn of /bin/true to 'close', three pipes", 'native'),
  },
  {
    aim: 'time blocked in spawn(), no pipes',
    limit: 1.5,
    ratio: against("spawn of /bin/true to 'exit', no pipes: blocked in spawn()", 'native'),
  },
  {
    aim: 'time blocked in spawn(), three pipes',
    limit: 1.5,
    ratio: against("spawn of /bin/true to 'close', three pipes: blocked in spawn()", 'native'),
  },
];

/** Real commands against native: what they may cost. */
const COMMAND_LIMITS: readonly (readonly [workload: string, limit: number])[] = [
  ['500 × /bin/true from one shell', 1.5],
  ['git status', 1.25],
  ['git log', 1.25],
  ['find /usr', 1.5],
  ['ripgrep over /usr/include', 1.5],
  ['tar, unpacking 10,000 small files', 2],
  ['make, 31 files of C', 1.05],
  ['tsc over this project', 1.05],
  ["npm ci of this project's packages, offline", 1.15],
  // Nothing, within noise.
  ['a loop that only computes', 1.02],
  ['1 GiB through a pipe', 1.02],
];

const COMMAND_AIMS: readonly Aim[] = COMMAND_LIMITS.map(([workload, limit]) => ({
  aim: `${workload}, against native`,
  limit,
  ratio: against(workload, 'native'),
}));

/** The aims that this run can say something about. */
export function judge(results: readonly Result[]): Judged[] {
  const find: Find = (workload, contestant) => {
    const result = results.find((candidate) => candidate.workload === workload);
    return result?.figures.find((figure) => figure.contestant === contestant)?.medianNs ?? Number.NaN;
  };
  const judged = [...AIMS, ...COMMAND_AIMS].map(({ aim, limit, ratio }) => ({ aim, limit, ratio: ratio(find) }));
  return judged
    .filter(({ ratio }) => !Number.isNaN(ratio))
    .map(({ aim, limit, ratio }) => ({ aim, limit, ratio, holds: ratio <= limit }));
}

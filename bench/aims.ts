// What the figures must be: one record per aim. Most are ratios of medians of one run.

import type { Result } from './measure.js';
import type { ServiceFigure, Unit } from './service.js';
import { SPAWNS_AT_ONCE } from './spawns-at-once.js';

type Bound = 'at most' | 'at least';

interface Limited {
  readonly aim: string;
  readonly bound: Bound;
  readonly limit: number;
  readonly unit: '×' | Unit;
}

export interface Judged extends Limited {
  readonly measured: number;
  readonly holds: boolean;
  /** Why it is missed, as far as that was found out. */
  readonly reason?: string;
}

interface Figures {
  /** The median of one contestant in one workload. */
  readonly median: (workload: string, contestant: string) => number;
  readonly service: (figure: string) => number;
}

type Measure = (figures: Figures) => number;

interface Aim extends Limited {
  readonly measure: Measure;
  /** The reason that was found, told only when the aim is missed. Empty: none was found yet. */
  readonly reasonIfMissed: string;
}

const against =
  (workload: string, other: string): Measure =>
  ({ median }) =>
    median(workload, 'keeper') / median(workload, other);

/** What the keeper adds to native, against what the floor adds on top of Landlock. */
const addedAgainstFloor =
  (workload: string): Measure =>
  ({ median }) => {
    const native = median(workload, 'native');
    return (median(workload, 'keeper') - native) / (median(workload, 'floor on Landlock') - native);
  };

const service =
  (figure: string): Measure =>
  (figures) =>
    figures.service(figure);

type RatioAim = readonly [aim: string, limit: number, measure: Measure, reasonIfMissed: string];

const FIVE_CALLS =
  'the keeper makes five system calls where the floor makes two (strace): poll(2), since something else than a call may come, ' +
  'process_vm_readv(2) for the path, and stat(2) for what it leads to';
const AND_A_SIXTH = `${FIVE_CALLS}; where several call, a sixth looks for the next call before this one is answered, so that a signal cannot fail it`;
const START =
  'a third process, two filters more (for guard and supervisor; a fifth of their processor time, perf) and the rules, which are opened';
const ADDED = 'what it adds, against what floor + Landlock adds';

/** At most so many times as much. */
const RATIOS: readonly RatioAim[] = [
  [`an allowed open in the jail: ${ADDED}`, 1.6, addedAgainstFloor('open and close, in the jail'), FIVE_CALLS],
  [
    'an allowed open in the jail, 4 threads at once',
    1.6,
    addedAgainstFloor('open and close, in the jail, 4 threads at once'),
    AND_A_SIXTH,
  ],
  [
    'an allowed open in the jail, 8 processes at once',
    1.6,
    addedAgainstFloor('open and close, in the jail, 8 processes at once'),
    AND_A_SIXTH,
  ],
  [`an allowed open of a system file: ${ADDED}`, 1.6, addedAgainstFloor('open and close, a system file'), FIVE_CALLS],
  [
    'an allowed open of a system file, 4 threads at once',
    1.6,
    addedAgainstFloor('open and close, a system file, 4 threads at once'),
    AND_A_SIXTH,
  ],
  [
    'an allowed open of a system file, 8 processes at once',
    1.6,
    addedAgainstFloor('open and close, a system file, 8 processes at once'),
    AND_A_SIXTH,
  ],
  ['/bin/true through the keeper, against native', 2, against('/bin/true', 'native'), START],
  ['/bin/true through the keeper, against bubblewrap', 1, against('/bin/true', 'bubblewrap'), ''],
  [
    'pdflatex on sample2e, against native',
    1.05,
    against('pdflatex sample2e', 'native'),
    'the start of the jail, and what it opens',
  ],
  [
    "JailKeeper.spawn to 'exit', against child_process.spawn",
    1.5,
    against("spawn of /bin/true to 'exit', no pipes", 'native'),
    `${START}; the answer to the library, and one more message to Node`,
  ],
  [
    "JailKeeper.spawn to 'close' with three pipes, against child_process.spawn",
    1.6,
    against("spawn of /bin/true to 'close', three pipes", 'native'),
    `${START}; the answer to the library, and one more message to Node`,
  ],
  [
    'time blocked in spawn(), no pipes',
    1.5,
    against("spawn of /bin/true to 'exit', no pipes: blocked in spawn()", 'native'),
    'spawn() returns when the program has been executed, so that its pid and its errors are known: all of the start is in it',
  ],
  [
    'time blocked in spawn(), three pipes',
    1.5,
    against("spawn of /bin/true to 'close', three pipes: blocked in spawn()", 'native'),
    'spawn() returns when the program has been executed, so that its pid and its errors are known: all of the start is in it',
  ],
];

/** Where a run has no floor to compare with. */
const aloneTook = (ratio: number): string =>
  `in a run of its own, on 2026-11-23, the floor alone took ${ratio.toFixed(2)} ×`;

/** Real commands against native: at most so many times as much. */
const COMMANDS: readonly (readonly [workload: string, limit: number, reasonIfMissed: string])[] = [
  ['500 × /bin/true from one shell', 1.5, ''],
  ['git status', 1.25, aloneTook(1.43)],
  ['git log', 1.25, aloneTook(1.3)],
  ['find /usr', 1.5, aloneTook(1.6)],
  ['ripgrep over /usr/include', 1.5, aloneTook(2.81)],
  ['tar, unpacking 10,000 small files', 2, ''],
  ['make, 31 files of C', 1.05, aloneTook(1.09)],
  ['tsc over this project', 1.05, ''],
  ["npm ci of this project's packages, offline", 1.15, ''],
  // Nothing, within noise.
  ['a loop that only computes', 1.02, ''],
  ['1 GiB through a pipe', 1.02, ''],
];

const RECORDS_A_SECOND = 200_000;
/** As many as the target causes, within noise. */
const OF_ALL_CAUSED = 0.95;

const SERVICE_AIMS: readonly Aim[] = [
  {
    aim: 'violation to the last of 100 processes dead, p99',
    bound: 'at most',
    limit: 5,
    unit: 'ms',
    measure: service('violation to the last of 100 processes dead, p99'),
    reasonIfMissed:
      'to kill so many with kill(2) alone takes longer than that (Service): what a process holds is given back one process after the other',
  },
  {
    aim: "a waiting keeper's private memory, the only jail",
    bound: 'at most',
    limit: 700,
    unit: 'KiB',
    measure: service("a waiting keeper's private memory, the only jail"),
    reasonIfMissed:
      'what the keeper has written to is far less: the rest is its program, which the kernel counts as private as long as ' +
      'no second keeper runs',
  },
  {
    aim: "a waiting keeper's private memory, beside another jail",
    bound: 'at most',
    limit: 700,
    unit: 'KiB',
    measure: service("a waiting keeper's private memory, beside another jail"),
    reasonIfMissed: '',
  },
  {
    aim: 'jails at once, each of them supervised to its end',
    bound: 'at least',
    limit: 1000,
    unit: 'jails',
    measure: service('jails at once, supervised'),
    reasonIfMissed: '',
  },
  {
    aim: 'jails a second from one Node process, against child_process.spawn',
    bound: 'at least',
    limit: 0.6,
    unit: '×',
    measure: ({ median }) => median(SPAWNS_AT_ONCE, 'native') / median(SPAWNS_AT_ONCE, 'keeper'),
    reasonIfMissed: `${START}; 16 at a time, they share the processors that one spawn leaves idle`,
  },
  {
    aim: 'records a second into JavaScript, against the lesser of 200,000 and what the target causes',
    bound: 'at least',
    limit: OF_ALL_CAUSED,
    unit: '×',
    measure: (figures) => {
      const caused = figures.service('records that the target causes, unread');
      return figures.service('records into JavaScript') / Math.min(RECORDS_A_SECOND, caused);
    },
    reasonIfMissed:
      'on two processors the library decodes where target and keeper would run; none is lost, the target is held back',
  },
  {
    aim: 'attempts lost or invented on the way into JavaScript',
    bound: 'at most',
    limit: 0,
    unit: 'records',
    measure: service('attempts lost or invented'),
    reasonIfMissed: '',
  },
];

const makeRatioAim = ([aim, limit, measure, reasonIfMissed]: RatioAim): Aim => {
  return { aim, bound: 'at most', limit, unit: '×', measure, reasonIfMissed };
};

const AIMS: readonly Aim[] = [
  ...RATIOS.map(makeRatioAim),
  ...COMMANDS.map(([workload, limit, reason]) =>
    makeRatioAim([`${workload}, against native`, limit, against(workload, 'native'), reason]),
  ),
  ...SERVICE_AIMS,
];

/** What the least that a supervisor can do takes in the same run, where that is more than the aim already. */
function describeFloor({ aim, limit }: Limited, { median }: Figures): string | undefined {
  const workload = aim.replace(/( through the keeper)?, against native$/, '');
  const ratio = (name: string) => median(workload, name) / median(workload, 'native');
  const floor = [ratio('floor on Landlock'), ratio('floor')].find((value) => !Number.isNaN(value));
  return floor !== undefined && aim.endsWith(', against native') && floor > limit
    ? `the floor alone takes ${floor.toFixed(2)} ×`
    : undefined;
}

function judgeOne({ measure, reasonIfMissed, ...limited }: Aim, figures: Figures): Judged {
  const measured = measure(figures);
  const holds = limited.bound === 'at most' ? measured <= limited.limit : measured >= limited.limit;
  const reason = [describeFloor(limited, figures), reasonIfMissed].filter(Boolean).join('; ');
  return { ...limited, measured, holds, ...(!holds && reason !== '' && { reason }) };
}

/** The aims that this run can say something about. */
export function judge(results: readonly Result[], serviceFigures: readonly ServiceFigure[]): Judged[] {
  const figures: Figures = {
    median: (workload, contestant) => {
      const result = results.find((candidate) => candidate.workload === workload);
      return result?.figures.find((figure) => figure.contestant === contestant)?.medianNs ?? Number.NaN;
    },
    service: (name) => serviceFigures.find(({ figure }) => figure === name)?.value ?? Number.NaN,
  };
  return AIMS.map((aim) => judgeOne(aim, figures)).filter(({ measured }) => !Number.isNaN(measured));
}

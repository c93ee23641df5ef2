// The plot of docs/performance.md: what a program takes against how many files it opens. Plain SVG, with its own ground, so
// that it can be read on a dark page and on a light one.

import type { Run } from './report.js';
import { nameProgramWithOpens, OPEN_COUNTS } from './workloads.js';

const WIDTH = 720;
const HEIGHT = 400;
const FIELD = { left: 70, right: 560, top: 60, bottom: 330 };
const NS_PER_MS = 1e6;

/** The colours of lines that can be told apart by people who see less red or green as well. */
const LINES = [
  { contestant: 'native', label: 'without a jail', colour: 'native' },
  { contestant: 'floor on Landlock', label: 'floor on Landlock', colour: 'floor' },
  { contestant: 'keeper', label: 'in a jail', colour: 'keeper' },
] as const;

const STYLE = `
  .ground { fill: #ffffff } text { fill: #24292f; font: 13px system-ui, sans-serif } .title { font-size: 16px; font-weight: 600 }
  .faint { fill: #57606a } .grid { stroke: #d0d7de } .line { fill: none; stroke-width: 2.5 }
  .native { stroke: #6e7781 } .floor { stroke: #bc7700; stroke-dasharray: 6 4 } .keeper { stroke: #0969da }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .faint { fill: #9da7b1 } .grid { stroke: #30363d }
    .native { stroke: #9da7b1 } .floor { stroke: #e3a23b } .keeper { stroke: #58a6ff }
  }`;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly timeMs: number;
}

interface Drawn {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

/** One step for each count: they grow tenfold, but begin with none. */
const xOf = (step: number): number =>
  FIELD.left + 30 + (step * (FIELD.right - FIELD.left - 60)) / (OPEN_COUNTS.length - 1);

/** The powers of ten around all times. */
function findScale(times: readonly number[]): readonly [from: number, to: number] {
  const powers = times.map(Math.log10);
  return [Math.floor(Math.min(...powers)), Math.ceil(Math.max(...powers))];
}

function findTimes({ results }: Run, contestant: string): number[] {
  return OPEN_COUNTS.map((count) => {
    const result = results.find(({ workload }) => workload === nameProgramWithOpens(count));
    const figure = result?.figures.find((candidate) => candidate.contestant === contestant);
    return (figure?.medianNs ?? Number.NaN) / NS_PER_MS;
  });
}

const formatMs = (timeMs: number): string => `${timeMs >= 100 ? timeMs.toFixed(0) : timeMs.toPrecision(2)} ms`;
const text = (x: number, y: number, words: string, rest = ''): string =>
  `<text x="${x}" y="${y}" ${rest}>${words}</text>`;

function drawGrid([from, to]: readonly [number, number], yOf: (timeMs: number) => number): string[] {
  const powers = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return powers.flatMap((timeMs) => {
    const y = yOf(timeMs);
    return [
      `<path class="grid" d="M${FIELD.left} ${y}H${FIELD.right}"/>`,
      text(FIELD.left - 8, y + 4, `${timeMs} ms`, 'class="faint" text-anchor="end"'),
    ];
  });
}

function drawLine({ label, colour, points }: Drawn): string[] {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const last = points.at(-1);
  if (!last) return [];
  return [
    `<path class="line ${colour}" d="${path}"><title>${label}: ${points.map(({ timeMs }) => formatMs(timeMs)).join(', ')}</title></path>`,
    text(last.x + 12, last.y + 4, `${label}, ${formatMs(last.timeMs)}`),
  ];
}

export function plotOpens(run: Run): string {
  const { date, cpuCount, cpu, kernel, loadBefore } = run.machine;
  const times = LINES.map(({ contestant }) => findTimes(run, contestant));
  const scale = findScale(times.flat());
  const yOf = (timeMs: number): number =>
    FIELD.bottom - ((Math.log10(timeMs) - scale[0]) / (scale[1] - scale[0])) * (FIELD.bottom - FIELD.top);
  const lines = LINES.map((line, index) => ({
    ...line,
    points: (times[index] ?? []).map((timeMs, step) => ({ x: xOf(step), y: yOf(timeMs), timeMs })),
  }));
  const counts = OPEN_COUNTS.map((count, step) =>
    text(xOf(step), FIELD.bottom + 20, count.toLocaleString('en'), 'class="faint" text-anchor="middle"'),
  );
  const where = `${date}, Linux ${kernel}, ${cpuCount} CPUs (${cpu}), load before ${loadBefore}; medians`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    '<title>The time of a program against how many files it opens</title>',
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    text(FIELD.left, 30, 'What a program takes, against how many files it opens', 'class="title"'),
    ...drawGrid(scale, yOf),
    ...counts,
    text(
      (FIELD.left + FIELD.right) / 2,
      FIELD.bottom + 40,
      'opens, each with a close',
      'class="faint" text-anchor="middle"',
    ),
    ...lines.flatMap(drawLine),
    text(FIELD.left, HEIGHT - 8, where, 'class="faint" font-size="11"'),
    '</svg>',
    '',
  ].join('\n');
}

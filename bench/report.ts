// A run as text: Markdown, which a terminal shows well enough.

import type { Judged } from './aims.js';
import type { Machine } from './machine.js';
import type { Figure, Result } from './measure.js';
import type { ServiceFigure } from './service.js';

export interface Run {
  readonly machine: Machine;
  readonly results: readonly Result[];
  readonly service: readonly ServiceFigure[];
  readonly aims: readonly Judged[];
}

/** From this load per CPU on, other work decides about the figures too. */
const BUSY_SHARE = 0.5;
const BUSY =
  '**The machine was busy with other work.** A contestant of several processes waits for a CPU more often than one of a ' +
  'single process, so the ratios are worse than on a quiet machine, and differences of a tenth mean nothing.';

const NS_PER_US = 1000;
const US_PER_MS = 1000;

function formatTime(timeNs: number): string {
  const timeUs = timeNs / NS_PER_US;
  if (timeUs < US_PER_MS) return `${timeUs.toPrecision(3)} µs`;
  return `${(timeUs / US_PER_MS).toPrecision(3)} ms`;
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function formatResult({ workload, figures, failed }: Result): string {
  const native = figures.find(({ contestant }) => contestant === 'native')?.medianNs ?? Number.NaN;
  const describe = ({ contestant, medianNs, runs }: Figure) => [
    contestant,
    formatTime(medianNs),
    `${(medianNs / native).toFixed(2)} ×`,
    String(runs),
  ];
  const rows = [...figures.map(describe), ...failed.map((contestant) => [contestant, 'cannot run it', '', ''])];
  return `### ${workload}\n\n${formatTable([['', 'median', 'against native', 'runs'], ...rows])}`;
}

/** Three digits of what is small, all of what is not. */
function formatNumber(value: number): string {
  const DIGITS = 3;
  if (Number.isInteger(value) || value >= 10 ** DIGITS) return Math.round(value).toLocaleString('en');
  return value.toPrecision(DIGITS);
}

const formatMeasure = (value: number, unit: Judged['unit']): string =>
  `${unit === '×' ? value.toFixed(2) : formatNumber(value)} ${unit}`;

function formatAims(aims: readonly Judged[]): string[] {
  if (aims.length === 0) return [];
  const rows = aims.map(({ aim, bound, limit, unit, measured, holds }) => [
    aim,
    `${bound} ${formatMeasure(limit, unit)}`,
    formatMeasure(measured, unit),
    holds ? 'holds' : 'missed',
  ]);
  return ['## Aims', formatTable([['what', 'aim', 'measured', ''], ...rows])];
}

function formatReasons(aims: readonly Judged[]): string[] {
  const missed = aims.filter(({ holds }) => !holds);
  if (missed.length === 0) return [];
  const lines = missed.map(({ aim, reason }) => `- ${aim}: ${reason ?? 'the reason is not known yet'}.`);
  return ['### What is missed, and why', lines.join('\n')];
}

function formatService(service: readonly ServiceFigure[]): string[] {
  if (service.length === 0) return [];
  const rows = service.map(({ figure, value, unit, of }) => [figure, formatMeasure(value, unit), of]);
  return ['## Service', formatTable([['', 'measured', 'of'], ...rows])];
}

export function formatRun({ machine, results, service, aims }: Run): string {
  const { date, kernel, cpuCount, cpu, node, user, loadBefore } = machine;
  const where = `${date}, Linux ${kernel}, ${cpuCount} CPUs (${cpu}), Node ${node}, as ${user}; load before: ${loadBefore}.`;
  const head = loadBefore > cpuCount * BUSY_SHARE ? [where, BUSY] : [where];
  const judged = [...formatAims(aims), ...formatReasons(aims)];
  const figures = results.length === 0 ? [] : ['## Figures', ...results.map(formatResult)];
  return [...head, ...judged, ...formatService(service), ...figures].join('\n\n');
}

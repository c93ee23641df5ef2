// A run as text: Markdown, which a terminal shows well enough.

import type { Judged } from './aims.js';
import type { Machine } from './machine.js';
import type { Figure, Result } from './measure.js';

export interface Run {
  readonly machine: Machine;
  readonly results: readonly Result[];
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

function formatResult({ workload, figures }: Result): string {
  const native = figures.find(({ contestant }) => contestant === 'native')?.medianNs ?? Number.NaN;
  const describe = ({ contestant, medianNs, runs }: Figure) => [
    contestant,
    formatTime(medianNs),
    `${(medianNs / native).toFixed(2)} ×`,
    String(runs),
  ];
  return `### ${workload}\n\n${formatTable([['', 'median', 'against native', 'runs'], ...figures.map(describe)])}`;
}

function formatAims(aims: readonly Judged[]): string {
  const rows = aims.map(({ aim, limit, ratio, holds }) => [
    aim,
    `${limit.toFixed(2)} ×`,
    `${ratio.toFixed(2)} ×`,
    holds ? 'holds' : 'missed',
  ]);
  return formatTable([['aim', 'at most', 'measured', ''], ...rows]);
}

export function formatRun({ machine, results, aims }: Run): string {
  const { date, kernel, cpuCount, cpu, node, user, loadBefore } = machine;
  const where = `${date}, Linux ${kernel}, ${cpuCount} CPUs (${cpu}), Node ${node}, as ${user}; load before: ${loadBefore}.`;
  const parts = loadBefore > cpuCount * BUSY_SHARE ? [where, BUSY] : [where];
  return [...parts, '## Aims', formatAims(aims), '## Figures', ...results.map(formatResult)].join('\n\n');
}

// What was measured, for people or as JSON.

import type { EnforcementReport } from '../index.js';
import { makePaint, makePrintable } from './output.js';
import type { Ending, Measured, Round } from './rounds.js';
import { findSpread, type Spread } from './statistics.js';

interface Side {
  readonly medianMs: number;
  readonly lowerQuartileMs: number;
  readonly upperQuartileMs: number;
  /** Each way in which a run ended, once. */
  readonly endings: readonly Ending[];
  /** In the order of the rounds. */
  readonly timesMs: readonly number[];
}

export interface BenchReport {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly rounds: number;
  readonly native: Side;
  readonly jailed: Side & {
    /** Attempts to leave the policy in the run that had most of them. */
    readonly jailbreaks: number;
    /** Those of them that were refused. */
    readonly refused: number;
    readonly enforcement: EnforcementReport | undefined;
  };
  /** Of the medians; the quartiles are those of the rounds' own ratios. */
  readonly ratio: number;
  readonly ratioLowerQuartile: number;
  readonly ratioUpperQuartile: number;
  /** Whether both sides did the same work, as far as can be seen: nothing was refused, and they ended alike. */
  readonly isComparable: boolean;
}

function listEndings(runs: readonly Measured[]): Ending[] {
  const different = new Map(runs.map(({ code, signal }) => [signal ?? code, { code, signal }]));
  return [...different.values()];
}

function makeSide(runs: readonly Measured[]): Side {
  const timesMs = runs.map(({ timeMs }) => timeMs);
  const { median, lowerQuartile, upperQuartile } = findSpread(timesMs);
  return {
    medianMs: median,
    lowerQuartileMs: lowerQuartile,
    upperQuartileMs: upperQuartile,
    endings: listEndings(runs),
    timesMs,
  };
}

const describeEnding = ({ code, signal }: Ending): string => signal ?? `exit code ${code}`;

const describeEndings = ({ endings }: Side): string => endings.map(describeEnding).sort().join(' or ');

export function makeReport(
  command: readonly string[],
  rounds: readonly Round[],
  enforcement: EnforcementReport | undefined,
): BenchReport {
  const native = makeSide(rounds.map((round) => round.native));
  const jailed = makeSide(rounds.map((round) => round.jailed));
  const ratios = findSpread(rounds.map((round) => round.jailed.timeMs / round.native.timeMs));
  const refused = Math.max(...rounds.map((round) => round.jailed.refused));
  return {
    command,
    cwd: process.cwd(),
    rounds: rounds.length,
    native,
    jailed: {
      ...jailed,
      jailbreaks: Math.max(...rounds.map((round) => round.jailed.jailbreaks)),
      refused,
      enforcement,
    },
    ratio: jailed.medianMs / native.medianMs,
    ratioLowerQuartile: ratios.lowerQuartile,
    ratioUpperQuartile: ratios.upperQuartile,
    isComparable: refused === 0 && describeEndings(native) === describeEndings(jailed),
  };
}

const US_PER_MS = 1000;
const MS_PER_S = 1000;

function formatTime(timeMs: number): string {
  if (timeMs >= MS_PER_S) return `${(timeMs / MS_PER_S).toFixed(2)} s`;
  if (timeMs >= 1) return `${timeMs.toPrecision(3)} ms`;
  return `${(timeMs * US_PER_MS).toFixed(0)} µs`;
}

const formatRatio = (ratio: number): string => `${ratio.toFixed(2)} ×`;

function makeRow(name: string, { median, lowerQuartile, upperQuartile }: Spread, format: (value: number) => string) {
  return `  ${name.padEnd(13)} ${format(median).padStart(9)}   ${format(lowerQuartile)} to ${format(upperQuartile)}`;
}

const spreadOf = (side: Side): Spread => ({
  median: side.medianMs,
  lowerQuartile: side.lowerQuartileMs,
  upperQuartile: side.upperQuartileMs,
});

function describeDifference({ native, jailed, ratioLowerQuartile, ratioUpperQuartile }: BenchReport): string {
  if (ratioLowerQuartile <= 1 && ratioUpperQuartile >= 1) return 'One run differs from the next by more than the jail.';
  const addedMs = jailed.medianMs - native.medianMs;
  return addedMs < 0
    ? `A run in the jail takes ${formatTime(-addedMs)} less.`
    : `A run in the jail takes ${formatTime(addedMs)} more.`;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** What makes the ratio mean less than it seems. */
function listDoubts({ native, jailed }: BenchReport): string[] {
  const inNative = describeEndings(native);
  const inJail = describeEndings(jailed);
  const logged = jailed.jailbreaks - jailed.refused;
  return [
    jailed.refused > 0 &&
      `The jail refused it something, up to ${times(jailed.refused)} in a run: it could do less than without one.`,
    logged > 0 && `It left its policy up to ${times(logged)} in a run, which was recorded: that costs, too.`,
    inNative !== inJail && `It does not end alike: ${inNative} without a jail, ${inJail} in it.`,
    inNative === inJail && inNative !== 'exit code 0' && `It fails, on both sides: ${inNative}.`,
  ].filter((doubt) => doubt !== false);
}

export function formatReport(report: BenchReport, isColored: boolean): string {
  const { command, cwd, rounds, native, jailed } = report;
  const paint = makePaint(isColored);
  const ratios = {
    median: report.ratio,
    lowerQuartile: report.ratioLowerQuartile,
    upperQuartile: report.ratioUpperQuartile,
  };
  const lines = [
    makePrintable(command.join(' ')),
    `${times(rounds)} with and ${times(rounds)} without a jail, in ${makePrintable(cwd)}`,
    '',
    `  ${''.padEnd(13)} ${'median'.padStart(9)}   middle half`,
    makeRow('without jail', spreadOf(native), formatTime),
    makeRow('in the jail', spreadOf(jailed), formatTime),
    paint('bold', makeRow('ratio', ratios, formatRatio)),
    '',
    describeDifference(report),
    ...listDoubts(report).map((doubt) => paint('yellow', doubt)),
  ];
  return `${lines.join('\n')}\n`;
}

// `jailkeeper bench`: what a jail costs a command.

import { isatty } from 'node:tty';
import { formatJailbreak } from '../index.js';
import type { Bench } from './arguments.js';
import { formatReport, makeReport } from './bench-report.js';
import { EXIT_CODES, exitCodeOfError, isFailedSpawn } from './exit-codes.js';
import { isColored, makePrintable, STDERR_FD, writeLine, writeWhole } from './output.js';
import { Contest, type MeasuredInJail, type Round } from './rounds.js';

const STDOUT_FD = 1;
const CLEAR_LINE = '\r\u001b[K';

function tellExamples({ jailbreaks, examples }: MeasuredInJail): void {
  for (const jailbreak of examples) writeLine(formatJailbreak(jailbreak));
  const told = examples.reduce((sum, { count }) => sum + count, 0);
  if (jailbreaks > told) writeLine(`and ${jailbreaks - told} jailbreaks more`);
}

/** A line on a terminal that is not there any more at the end. */
function showProgress(text: string): void {
  if (isatty(STDERR_FD)) writeWhole(STDERR_FD, `${CLEAR_LINE}${text}`);
}

function giveUp(killed: MeasuredInJail): number {
  tellExamples(killed);
  writeLine(
    'Nothing was measured: what is killed has not done its work. Allow it what it needs, or measure with --on-jailbreak log.',
  );
  return EXIT_CODES.jailbreak.code;
}

async function measure(bench: Bench): Promise<number> {
  const contest = new Contest(bench);
  // In the jail first: a command that is killed there is not run without one.
  const first = await contest.runJailed();
  if (first.isKilled) return giveUp(first);
  tellExamples(first);
  await contest.runNative();
  const rounds: Round[] = [];
  try {
    for await (const round of contest.runRounds()) {
      if (round.jailed.isKilled) return giveUp(round.jailed);
      rounds.push(round);
      if (!bench.show) showProgress(`round ${rounds.length} of ${contest.mostRounds} at most`);
    }
  } finally {
    if (!bench.show) showProgress('');
  }
  const report = makeReport([bench.command, ...bench.args], rounds, contest.enforcement);
  const text = bench.json ? `${makePrintable(JSON.stringify(report))}\n` : formatReport(report, isColored(STDOUT_FD));
  writeWhole(STDOUT_FD, text);
  return 0;
}

/** The exit code. */
export async function measureCommand(bench: Bench): Promise<number> {
  try {
    return await measure(bench);
  } catch (error) {
    if (!isFailedSpawn(error)) throw error;
    writeLine(error.message);
    return exitCodeOfError(error);
  }
}

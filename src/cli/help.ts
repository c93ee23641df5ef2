// The text of --help, from the tables of flags and exit codes.

import { DOCTOR_EXIT_CODES, EXIT_CODES } from './exit-codes.js';
import { ATTACHING_FLAGS, FLAGS, type Flag, MEASURING_FLAGS } from './flags.js';

const COLUMN = 26;

function describeFlag([name, { short, value, help }]: [string, Flag]): string {
  const usage = `  ${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
  return `${usage.padEnd(COLUMN)} ${help}`;
}

const describeExit = ({ code, meaning }: { code: number; meaning: string }): string =>
  `  ${String(code).padEnd(7)} ${meaning}`;

export function makeHelp(): string {
  return `Usage: jailkeeper [options] [--] command [args…]
       jailkeeper attach [policy] [options] PID
       jailkeeper bench [policy] [--runs NUMBER] [--show] [--json] [--] command [args…]
       jailkeeper doctor [--json]

Runs a command in a jail: it may use the working directory, what every program needs to start, and what the options
add. An attempt to leave the jail is prevented and reported before it takes effect.
Attach does that to a process that runs already: its working directory is the jail, and what it has open stays open. The
command lasts as long as the process; when the command ends, the process is killed.
The bench runs a command with and WITHOUT a jail, in turns and many times in the working directory, where each run finds
what the one before has changed, and tells what the jail costs. Do not give it what you would not run without one.
The doctor tells what this machine can enforce, and what to do about the rest.

Options:
${Object.entries<Flag>(FLAGS).map(describeFlag).join('\n')}

Options of attach, beside those that make the policy:
${Object.entries<Flag>(ATTACHING_FLAGS).map(describeFlag).join('\n')}

Options of the bench, beside those that make the policy:
${Object.entries<Flag>(MEASURING_FLAGS).map(describeFlag).join('\n')}

Exit codes:
  0-125   the command's own
${Object.values(EXIT_CODES).map(describeExit).join('\n')}
  128+N   the command was ended by signal N

The bench exits with 0 when it has measured, with 121 to 127 as above when it could not.

Exit codes of the doctor:
${Object.values(DOCTOR_EXIT_CODES).map(describeExit).join('\n')}
`;
}

// The text of --help, from the tables of flags and exit codes.

import { DOCTOR_EXIT_CODES, EXIT_CODES } from './exit-codes.js';
import { FLAGS, type Flag } from './flags.js';

const COLUMN = 26;

function describeFlag([name, { short, value, help }]: [string, Flag]): string {
  const usage = `  ${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
  return `${usage.padEnd(COLUMN)} ${help}`;
}

const describeExit = ({ code, meaning }: { code: number; meaning: string }): string =>
  `  ${String(code).padEnd(7)} ${meaning}`;

export function makeHelp(): string {
  return `Usage: jailkeeper [options] [--] command [args…]
       jailkeeper doctor [--json]

Runs a command in a jail: it may use the working directory, what every program needs to start, and what the options
add. An attempt to leave the jail is prevented and reported before it takes effect.
The doctor tells what this machine can enforce, and what to do about the rest.

Options:
${Object.entries<Flag>(FLAGS).map(describeFlag).join('\n')}

Exit codes:
  0-125   the command's own
${Object.values(EXIT_CODES).map(describeExit).join('\n')}
  128+N   the command was ended by signal N

Exit codes of the doctor:
${Object.values(DOCTOR_EXIT_CODES).map(describeExit).join('\n')}
`;
}

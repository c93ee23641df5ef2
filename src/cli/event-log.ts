// Where the events of a jail go: a line each on standard error, and a JSON object each where the user wants them.

import { openSync, writeSync } from 'node:fs';
import { styleText } from 'node:util';
import { formatJailbreak, type Jailbreak, JailKeeperError } from '../index.js';

const STDERR_FD = 2;

/** What a name cannot tell as text, it tells as bytes. */
function listInexact({ bytes }: Jailbreak): Record<string, string> {
  const { file, requested, executable, cwd } = bytes;
  const inexact = Object.entries({ file, requested, executable, cwd }).filter(
    ([, value]) => !Buffer.from(value.toString()).equals(value),
  );
  return Object.fromEntries(inexact.map(([name, value]) => [`${name}Base64`, value.toString('base64')]));
}

export const describeJailbreak = (jailbreak: Jailbreak): Record<string, unknown> => ({
  ...jailbreak,
  ...listInexact(jailbreak),
});

function openLog(target: string): number {
  if (/^\d+$/.test(target)) return Number(target);
  try {
    return openSync(target, 'w');
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_USAGE', `--json ${target} cannot be written`, { cause });
  }
}

export class EventLog {
  readonly #fd: number | undefined;

  constructor(target: string | undefined) {
    this.#fd = target === undefined ? undefined : openLog(target);
  }

  /** One JSON object on one line. */
  write(event: string, facts: Record<string, unknown>): void {
    if (this.#fd !== undefined) writeSync(this.#fd, `${JSON.stringify({ event, ...facts })}\n`);
  }

  tell(jailbreak: Jailbreak): void {
    writeLine(formatJailbreak(jailbreak));
  }
}

function isColored(): boolean {
  return process.stderr.isTTY === true && !process.env.NO_COLOR;
}

/** One line of ours on standard error. */
export function writeLine(text: string): void {
  const name = 'jailkeeper:';
  try {
    writeSync(STDERR_FD, `${isColored() ? styleText('red', name) : name} ${text}\n`);
  } catch {
    // Nobody reads it any more.
  }
}

// Where the events of a jail go: a line each on standard error, and a JSON object each where the user wants them.

import { fstatSync, openSync } from 'node:fs';
import { formatJailbreak, type Jailbreak, JailKeeperError } from '../index.js';
import { makePrintable, writeLine, writeWhole } from './output.js';

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
  try {
    if (!/^\d+$/.test(target)) return openSync(target, 'w');
    fstatSync(Number(target));
    return Number(target);
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_USAGE', `--json ${target} cannot be written`, { cause });
  }
}

export class EventLog {
  #fd: number | undefined;

  constructor(target: string | undefined) {
    this.#fd = target === undefined ? undefined : openLog(target);
  }

  /** One JSON object on one line. */
  write(event: string, facts: Record<string, unknown>): void {
    if (this.#fd === undefined) return;
    try {
      writeWhole(this.#fd, `${makePrintable(JSON.stringify({ event, ...facts }))}\n`);
    } catch (error) {
      this.#fd = undefined;
      writeLine(`The events cannot be written any more: ${(error as Error).message}`);
    }
  }

  tell(jailbreak: Jailbreak): void {
    writeLine(formatJailbreak(jailbreak));
  }
}

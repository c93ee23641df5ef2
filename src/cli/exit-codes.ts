// What the command exits with when it does not exit as the program did.

import { constants } from 'node:os';

export const EXIT_CODES = {
  jailbreak: { code: 121, meaning: 'the program tried to leave its jail and was killed' },
  failure: { code: 122, meaning: 'jailkeeper itself failed: wrong usage, or no jail could be made' },
  notExecutable: { code: 126, meaning: 'the command cannot be executed' },
  notFound: { code: 127, meaning: 'the command was not found' },
} as const;

/** What `jailkeeper doctor` exits with, by the level that this machine reaches. */
export const DOCTOR_EXIT_CODES = {
  full: { code: 0, meaning: 'everything can be enforced here' },
  partial: { code: 1, meaning: 'only with enforcement: partial or nested' },
  none: { code: 2, meaning: 'no jail can be started here' },
} as const;

const SIGNAL_BASE = 128;

/** The exit code of a shell for a program that a signal ended. */
export const exitCodeOfSignal = (signal: NodeJS.Signals): number => SIGNAL_BASE + constants.signals[signal];

/** The exit code for a command that did not start. */
export function exitCodeOfError(error: NodeJS.ErrnoException): number {
  if (error.code === 'ENOENT') return EXIT_CODES.notFound.code;
  return error.syscall?.startsWith('spawn') ? EXIT_CODES.notExecutable.code : EXIT_CODES.failure.code;
}

/** node:child_process throws some of these, such as ENOMEM, and reports others. */
export const isFailedSpawn = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('spawn');

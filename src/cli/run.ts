// Runs one command in a jail, with the terminal's own streams, and turns its end into an exit code.

import type { ChildProcess } from 'node:child_process';
import { isatty } from 'node:tty';
import { type Jailbreak, JailKeeper } from '../index.js';
import type { Run } from './arguments.js';
import { describeJailbreak, EventLog } from './event-log.js';
import { EXIT_CODES, exitCodeOfError, exitCodeOfSignal } from './exit-codes.js';
import { writeLine } from './output.js';

const STDIN_FD = 0;

/** From a terminal these reach the program by themselves. */
const TERMINAL_SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'];

/** Takes signals from before the program starts; the function returned says to whom they go. */
function forwardSignals(): (child: ChildProcess) => void {
  let child: ChildProcess | undefined;
  for (const signal of SIGNALS) process.on(signal, () => child?.kill(signal));
  for (const signal of TERMINAL_SIGNALS) process.on(signal, () => isatty(STDIN_FD) || child?.kill(signal));
  return (started) => {
    child = started;
  };
}

export function follow(
  jail: JailKeeper,
  log: EventLog,
): { readonly isKilled: () => boolean; readonly summarize: () => void } {
  let isKilled = false;
  const repeated = new Set<Jailbreak>();
  jail.on('jailbreak', (jailbreak) => {
    isKilled ||= jailbreak.verdict === 'kill';
    log.write('jailbreak', describeJailbreak(jailbreak));
    log.tell(jailbreak);
  });
  jail.on('repeated', (jailbreak) => {
    log.write('repeated', describeJailbreak(jailbreak));
    repeated.add(jailbreak);
  });
  const summarize = () => {
    for (const jailbreak of repeated) log.tell(jailbreak);
  };
  return { isKilled: () => isKilled, summarize };
}

/** The exit code, when the jail has ended. */
export function runInJail({ command, args, policy, json }: Run): Promise<number> {
  const log = new EventLog(json);
  const jail = new JailKeeper(policy);
  const { isKilled, summarize } = follow(jail, log);
  const forwardTo = forwardSignals();
  const child = jail.spawn(command, args, { stdio: 'inherit' });
  forwardTo(child);
  if (child.pid !== undefined) log.write('started', { pid: child.pid, enforcement: jail.enforcement });
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      writeLine(error.message);
      resolve(exitCodeOfError(error));
    });
    child.on('exit', (code, signal) => {
      summarize();
      log.write('exit', { code, signal });
      resolve(isKilled() ? EXIT_CODES.jailbreak.code : signal ? exitCodeOfSignal(signal) : (code ?? 0));
    });
  });
}

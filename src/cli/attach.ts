// Jails a process that runs already, and lasts as long as it does.

import { JailKeeper } from '../index.js';
import type { Attach } from './arguments.js';
import { EventLog } from './event-log.js';
import { EXIT_CODES, exitCodeOfSignal } from './exit-codes.js';
import { writeLine } from './output.js';
import { follow } from './run.js';

/** The exit code, when the process has ended; 0 where nobody can tell how it did. */
export async function attachTo({ pid, policy, json }: Attach): Promise<number> {
  const log = new EventLog(json);
  const jail = await JailKeeper.attach(pid, policy);
  const { isKilled, summarize } = follow(jail, log);
  const { enforcement, inherited } = jail;
  log.write('started', { pid, enforcement, inherited });
  const outside = inherited.filter(({ outside, closed, fd }) => outside && !closed && fd !== undefined);
  writeLine(`process ${pid} is jailed${outside.length === 0 ? '' : ', and keeps open what it may not open any more:'}`);
  for (const { fd, path, mode, pid: owner } of outside)
    writeLine(`  ${path} (${mode}, descriptor ${fd} of process ${owner})`);
  return new Promise((resolve) => {
    jail.on('error', (error) => {
      writeLine(error.message);
      resolve(EXIT_CODES.failure.code);
    });
    jail.on('exit', (code, signal) => {
      summarize();
      log.write('exit', { code, signal });
      resolve(isKilled() ? EXIT_CODES.jailbreak.code : signal ? exitCodeOfSignal(signal) : (code ?? 0));
    });
  });
}

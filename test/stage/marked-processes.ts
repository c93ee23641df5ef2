import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

const variable = 'JAILKEEPER_TEST_MARK';

/** An environment that everything a program starts inherits, so that its processes can be found from outside. */
export function makeMark(): { mark: string; env: Record<string, string> } {
  const mark = `${variable}=${randomBytes(12).toString('hex')}`;
  return { mark, env: { [variable]: mark.slice(variable.length + 1) } };
}

/** The processes that carry the mark and have not ended. */
export function markedProcesses(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && carries(pid, mark));
}

export function endMarkedProcesses(mark: string): void {
  for (const pid of markedProcesses(mark)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

function carries(pid: number, mark: string): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/environ`).includes(mark) &&
      !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
    );
  } catch {
    return false;
  }
}

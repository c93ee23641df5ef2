// What the long runs have in common: they are commands, run as root and as an ordinary user, and say where they ran.

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeMachine } from '../../bench/machine.js';

const ordinaryUser = 65534;

/** Runs this very command again as somebody who is not root. Returns its status. */
function runAsOrdinaryUser(args: readonly string[]): number {
  const place = mkdtempSync(path.join(tmpdir(), 'jailkeeper-ordinary-'));
  try {
    chmodSync(place, 0o700);
    chownSync(place, ordinaryUser, ordinaryUser);
    const { status } = spawnSync(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...args], {
      stdio: 'inherit',
      uid: ordinaryUser,
      gid: ordinaryUser,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: place, TMPDIR: place },
    });
    return status ?? 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Runs `body`, or with `--ordinary` the same in another process. */
export async function runCommand(isOrdinary: boolean, body: () => Promise<boolean>): Promise<void> {
  if (isOrdinary) {
    process.exitCode = runAsOrdinaryUser(process.argv.slice(2).filter((word) => word !== '--ordinary'));
    return;
  }
  const { date, kernel, cpu, cpuCount, node, user, loadBefore } = describeMachine();
  console.log(
    `${date}, Linux ${kernel}, ${cpuCount} CPUs (${cpu}), Node ${node}, as ${user}; load before: ${loadBefore}.\n`,
  );
  if (!(await body())) process.exitCode = 1;
}

// Who runs a workload: nobody, the floor, our keeper, and the peers that can be had on the machine.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateKeeper } from '../src/keeper/locate.js';
import type { Place } from './place.js';

/** The descriptor that the driver gives the order as. */
const ORDER_FD = '3';

export interface Contestant {
  readonly name: string;
  /** What the driver starts for a command; `orderFile` goes to those that read one. */
  readonly start: (command: readonly string[]) => readonly string[];
  readonly takesOrder?: boolean;
  /** A peer: the machine need not have it, and it need not be able to run everything. */
  readonly isPeer?: boolean;
  /** Runs once where others run ten times: its start alone takes so long. */
  readonly startsSlowly?: boolean;
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Writing allowed where the workloads work, and no network: what a jail's policy says. */
function writeRuntimeSettings(directory: string): string {
  const file = join(directory, 'sandbox-runtime.json');
  const settings = {
    network: { allowedDomains: [], deniedDomains: [] },
    filesystem: { denyRead: [], allowWrite: [directory], denyWrite: [] },
  };
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

export function makeContestants({ programs, directory }: Place): Contestant[] {
  const runtimeSettings = writeRuntimeSettings(directory);
  return [
    { name: 'native', start: (command) => command },
    { name: 'floor', start: (command) => [programs.floor, ...command] },
    { name: 'floor on Landlock', start: (command) => [programs.floor, '-l', ...command] },
    { name: 'keeper', start: () => [locateKeeper(), ORDER_FD], takesOrder: true },
    {
      name: 'bubblewrap',
      start: (command) => ['bwrap', '--dev-bind', '/', '/', ...command],
      isPeer: true,
    },
    {
      name: 'bubblewrap, all namespaces',
      start: (command) => ['bwrap', '--dev-bind', '/', '/', '--unshare-all', '--proc', '/proc', ...command],
      isPeer: true,
    },
    {
      name: 'strace',
      start: (command) => ['strace', '-f', '--seccomp-bpf', '-e', 'trace=%file', '-o', '/dev/null', ...command],
      isPeer: true,
    },
    {
      name: 'firejail',
      start: (command) => ['firejail', '--quiet', '--noprofile', ...command],
      isPeer: true,
    },
    {
      name: 'firejail, default profile',
      start: (command) => ['firejail', '--quiet', ...command],
      isPeer: true,
    },
    {
      name: 'sandbox-runtime',
      // One line for a shell: the words of a command line would be taken for its own options.
      start: (command) => ['srt', '-s', runtimeSettings, '-c', command.map(quote).join(' ')],
      isPeer: true,
      startsSlowly: true,
    },
  ];
}

/** Whether the contestant is there and works here: bubblewrap needs namespaces that not every machine gives. */
export function isAvailable({ isPeer, start }: Contestant): boolean {
  if (!isPeer) return true;
  const [file = '', ...args] = start(['true']);
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}

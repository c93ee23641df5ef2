// Who runs a workload: nobody, the floor, our keeper, and the peers that can be had on the machine.

import { spawnSync } from 'node:child_process';
import { locateKeeper } from '../src/keeper/locate.js';
import type { Place } from './place.js';

/** The descriptor that the driver gives the order as. */
const ORDER_FD = '3';

export interface Contestant {
  readonly name: string;
  /** What the driver starts for a command; `orderFile` goes to those that read one. */
  readonly start: (command: readonly string[]) => readonly string[];
  readonly takesOrder?: boolean;
  /** A program that the machine need not have. */
  readonly needs?: string;
}

export function makeContestants({ programs }: Place): Contestant[] {
  return [
    { name: 'native', start: (command) => command },
    { name: 'floor', start: (command) => [programs.floor, ...command] },
    { name: 'floor on Landlock', start: (command) => [programs.floor, '-l', ...command] },
    { name: 'keeper', start: () => [locateKeeper(), ORDER_FD], takesOrder: true },
    {
      name: 'bubblewrap',
      start: (command) => ['bwrap', '--dev-bind', '/', '/', ...command],
      needs: 'bwrap',
    },
    {
      name: 'bubblewrap, all namespaces',
      start: (command) => ['bwrap', '--dev-bind', '/', '/', '--unshare-all', '--proc', '/proc', ...command],
      needs: 'bwrap',
    },
    {
      name: 'strace',
      start: (command) => ['strace', '-f', '--seccomp-bpf', '-e', 'trace=%file', '-o', '/dev/null', ...command],
      needs: 'strace',
    },
  ];
}

/** Whether the contestant is there and works here: bubblewrap needs namespaces that not every machine gives. */
export function isAvailable({ needs, start }: Contestant): boolean {
  if (needs === undefined) return true;
  const [file = '', ...args] = start(['true']);
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}

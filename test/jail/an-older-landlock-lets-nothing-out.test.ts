// The tricks that the kernel itself would let pass as long as Landlock did not know of them, each as on the last kernel that
// did not. `npm run test:abis` runs all tricks on all kernels.

import { kernelAbi } from '../stage/landlock.js';
import { planLandlock } from '../stage/older-kernel.js';

const tricks: Readonly<Record<string, readonly string[]>> = {
  // What changes its directory
  1: [
    'rename-games/moves-what-a-pattern-denies',
    'rename-games/moves-a-directory-of-the-jail-outside',
    'hard-links/links-a-secret-inside',
    'races/races-two-names',
  ],
  // What truncates
  2: [
    'call-variants/truncates',
    'call-variants/empties-by-opening-for-reading',
    'races/races-truncate-under-a-read-rule',
    'races/races-an-opening-that-empties',
    'races/races-open-how-to-empty-what-it-points-at',
  ],
  // TCP
  3: ['sockets/connects-by-tcp4', 'sockets/listens-on-tcp', 'races/races-the-address-of-a-connection'],
  // Commands to devices
  4: [
    'terminal/commands-a-terminal-that-may-be-read',
    'terminal/commands-a-terminal-where-all-may-be-read',
    'call-variants/commands-a-device-that-lies-elsewhere',
    'races/races-a-device-that-lies-elsewhere',
  ],
  // Signals and abstract sockets
  5: [
    'sockets/connects-to-an-abstract-socket',
    'sockets/sends-an-abstract-datagram',
    'processes/sends-a-signal-by-kill',
    'processes/sends-a-signal-to-a-process-group',
    'races/races-a-pidfd',
  ],
};

for (const [abi, names] of Object.entries(tricks).filter(([abi]) => Number(abi) <= kernelAbi())) {
  planLandlock(Number(abi));
  for (const name of names) await import(`../escape/${name}.ts`);
}

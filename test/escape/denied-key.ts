import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Policy } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';

/** A file that the policy denies in the middle of what it allows: Landlock knows neither, the keeper performs every call. */
export const deniedKey = {
  prepare: (ground: Ground): void => {
    mkdirSync(ground.private);
    writeFileSync(keyOf(ground), `${ground.canary}\n`);
  },
  policy: (ground: Ground): Policy => ({ deny: [ground.private] }),
};

export const keyOf = (ground: Ground): string => path.join(ground.private, 'key');

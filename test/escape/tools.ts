import { chmodSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { copyWithCanary } from '../stage/token-copy.js';

/** The same program inside and outside: what it says differs. */
export function layTools(ground: Ground): void {
  const own = path.join(ground.jail, 'tool');
  copyFileSync(fixture('token-tool.bare.c').file, own);
  chmodSync(own, 0o755);
  copyWithCanary('token-tool.bare.c', path.join(ground.outside, 'program'), ground);
}

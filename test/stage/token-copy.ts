import { readFileSync, writeFileSync } from 'node:fs';
import { fixture } from './fixture.js';
import type { Ground } from './ground.js';

const placeholder = /(?:TOKEN-){7}TOKEN/;

/** Copies a compiled fixture with the canary in place of its token. */
export function copyWithCanary(name: string, target: string, ground: Ground): void {
  const bytes = readFileSync(fixture(name).file);
  const at = bytes.toString('latin1').search(placeholder);
  bytes.write(ground.canary.padEnd(47, '\0'), at, 'latin1');
  writeFileSync(target, bytes, { mode: 0o755 });
}

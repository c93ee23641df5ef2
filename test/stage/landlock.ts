// On which Landlock a jail really stood.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { JailKeeper } from '../../src/index.js';
import { fixture } from './fixture.js';
import { landlockCap } from './older-kernel.js';

let ownAbi: number | undefined;

/** The ABI of the running kernel, by its own word; 0 without Landlock. */
export function kernelAbi(): number {
  ownAbi ??= Number(execFileSync(fixture('say-landlock-abi.c').file));
  return ownAbi;
}

/** Every run says what it ran on: a suite that is meant for an older kernel must not pass because it ran on this one. */
export function assertLandlock(jail: JailKeeper): void {
  assert.equal(jail.enforcement?.landlock, Math.min(landlockCap() ?? kernelAbi(), kernelAbi()));
}

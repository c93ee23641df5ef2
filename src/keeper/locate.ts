// Where the native keeper is. It travels in the package: native/<platform>/jailkeeper-keeper.

import { accessSync, constants, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JailKeeperError } from '../errors.js';
import { resolvePlatform } from '../kernel/platform.js';

/** Seen from src/keeper/ as from dist/keeper/. */
const PACKAGE_ROOT = new URL('../../', import.meta.url);

export function resolveKeeperPath(root: URL = PACKAGE_ROOT): string {
  const path = fileURLToPath(new URL(`native/${resolvePlatform()}/jailkeeper-keeper`, root));
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_KEEPER_MISSING', path, { cause });
  }
  return path;
}

let keeperPath: string | undefined;
let keeperFd: number | undefined;

/** The keeper's path, looked for once. */
export function locateKeeper(): string {
  keeperPath ??= resolveKeeperPath();
  return keeperPath;
}

/**
 * The keeper for a child that changes its user or group before it executes: that user may not be able to reach the
 * package's directory, so the file is held open and named by its descriptor.
 */
export function locateKeeperForOtherUser(): string {
  keeperFd ??= openSync(locateKeeper(), 'r');
  return `/proc/self/fd/${keeperFd}`;
}

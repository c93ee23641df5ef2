// A jail's private temporary directory: made before it starts, removed after its end.

import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeInTemporary } from '../keeper/temporary.js';
import { findRealPath } from '../policy/existing-paths.js';

const OWNER_ONLY = 0o700;
const NAME = 'jailkeeper-';

const remaining = new Set<string>();
let isWatchingExit = false;

/** What a process that ends at once, with process.exit(), would leave behind. */
function removeRemaining(): void {
  for (const path of remaining) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The process ends: nobody is left to be told, and the directory is in the system's own place for such things.
    }
  }
}

export interface Owner {
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

export function makeTemporaryDirectory({ uid, gid }: Owner): string {
  const path = makeInTemporary((directory) => mkdtempSync(join(findRealPath(directory) ?? directory, NAME)));
  remaining.add(path);
  if (!isWatchingExit) process.on('exit', removeRemaining);
  isWatchingExit = true;
  if (uid !== undefined || gid !== undefined) chownSync(path, uid ?? -1, gid ?? -1);
  return path;
}

/** Directories that the program closed to its own user cannot be emptied before they are opened again. */
async function openDirectories(path: string): Promise<void> {
  await chmod(path, OWNER_ONLY);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await openDirectories(join(path, entry.name));
  }
}

/** Nothing runs in it any more. Does not block: a program may have left any number of files. */
export async function removeTemporaryDirectory(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    await openDirectories(path).catch(() => {});
    await rm(path, { recursive: true, force: true }).catch(() => {});
  }
  remaining.delete(path);
}

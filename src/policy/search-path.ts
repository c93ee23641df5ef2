// The directories of PATH, as far as they are directories of programs and not somebody's files.

import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { findRealPath, isBelow } from './existing-paths.js';
import type { AllowedPath } from './types.js';

/** What execvp(3) searches without PATH. */
export const DEFAULT_SEARCH_PATH = '/usr/local/bin:/bin:/usr/bin';

/** Directories that hold far more than programs: listing one of them in PATH does not open it. */
const BROAD_DIRECTORIES = new Set(
  '/ /boot /dev /etc /home /media /mnt /opt /proc /root /run /srv /sys /tmp /usr /usr/local /var /var/lib /var/tmp'.split(
    ' ',
  ),
);

function isBroad(directory: string, homes: readonly string[]): boolean {
  return BROAD_DIRECTORIES.has(directory) || homes.some((home) => isBelow(home, directory));
}

/** What an installation keeps for the programs in its bin directory, such as ~/.nvm/versions/node/v24/lib. */
const SIBLINGS_OF_BIN = ['lib', 'libexec'];

/** What a version manager, such as pyenv or asdf, starts a program through: all that it needs is beside it. */
const SHIMS = 'shims';

function findSiblings(directory: string): string[] {
  if (basename(directory) === SHIMS) return [dirname(directory)];
  if (!['bin', 'sbin'].includes(basename(directory))) return [];
  return SIBLINGS_OF_BIN.map((name) => join(dirname(directory), name));
}

/** The directories of programs that `searchPath` names, canonical and in order. */
export function resolveSearchPath(searchPath: string, home: string = homedir()): string[] {
  const homes = [homedir(), home].map((path) => findRealPath(path) ?? path).filter((path) => path !== '/');
  const directories = searchPath.split(':').filter(isAbsolute).map(findRealPath);
  return [...new Set(directories)].filter((path) => path !== undefined).filter((path) => !isBroad(path, homes));
}

/** The same with what belongs to them, as rules. */
export function allowSearchPath(directories: readonly string[], home: string = homedir()): AllowedPath[] {
  const siblings = directories.filter((directory) => !isBroad(dirname(directory), [home])).flatMap(findSiblings);
  return [...directories, ...siblings].map((path) => ({ access: 'read', path, optional: true }));
}

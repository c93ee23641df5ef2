// Which of a table of paths exist on this machine, canonical, without those that another one covers.

import { realpathSync } from 'node:fs';
import type { AllowedPath } from './types.js';

export function findRealPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

export const isBelow = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);

const covers = (one: AllowedPath, other: AllowedPath): boolean =>
  one !== other && one.access === other.access && isBelow(other.path, one.path);

/** The rules of a table that mean something here. A rule that vanishes before the jail starts is ignored. */
export function findExistingPaths(table: readonly AllowedPath[]): AllowedPath[] {
  const existing = new Map<string, AllowedPath>();
  for (const { path, access } of table) {
    const real = findRealPath(path);
    if (real !== undefined) existing.set(`${access} ${real}`, { path: real, access, optional: true });
  }
  const rules = [...existing.values()];
  return rules.filter((rule) => !rules.some((other) => covers(other, rule)));
}

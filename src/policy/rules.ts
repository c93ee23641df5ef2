// Rules as the user writes them, resolved: absolute paths, and regular expressions on canonical paths.

import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { types } from 'node:util';
import { JailKeeperError } from '../errors.js';
import { isGlob, makeGlobPattern } from './glob.js';
import type { Pattern, ResolvedRules, Rule } from './types.js';

function expandHome(path: string): string {
  if (path === '~') return homedir();
  if (path.startsWith('~/')) return join(homedir(), path.slice(2));
  return path;
}

/** `path` with the links in it resolved as far as it exists. */
export function resolveExisting(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(resolveExisting(parent), basename(path));
  }
}

/** The directories before the first one with a wildcard, and the rest. */
function splitGlob(glob: string): { base: string; rest: string } {
  const names = glob.split('/');
  const first = names.findIndex(isGlob);
  return { base: names.slice(0, first).join('/').replaceAll(/\\(.)/gs, '$1'), rest: names.slice(first).join('/') };
}

function resolveGlob(glob: string, cwd: string): Pattern | string {
  const { base, rest } = splitGlob(glob);
  if (rest.split('/').some((name) => name === '..' || name === '.')) {
    throw new JailKeeperError('ERR_JAIL_RULE', `${JSON.stringify(glob)} has . or .. after a wildcard`);
  }
  const absolute = glob.startsWith('/') ? resolve('/', base) : resolve(cwd, base);
  if (rest === '**') return absolute;
  return makeGlobPattern(resolveExisting(absolute), rest.replaceAll(/\/+/g, '/').replace(/\/$/, ''));
}

/** A RegExp without the flags that give it a state: each path is matched from its beginning. */
const resolveRegExp = ({ source, flags }: RegExp): Pattern => ({ source, flags: flags.replaceAll(/[gyd]/g, '') });

/** The rules of one option, relative to `cwd`. They have been validated. */
export function resolveRules(option: Rule | readonly Rule[] | undefined, cwd: string): ResolvedRules {
  const paths: string[] = [];
  const patterns: Pattern[] = [];
  for (const rule of option === undefined ? [] : [option].flat()) {
    if (types.isRegExp(rule)) {
      patterns.push(resolveRegExp(rule));
      continue;
    }
    const path = expandHome(rule as string);
    const resolved = isGlob(path) ? resolveGlob(path, cwd) : resolve(cwd, path.replaceAll(/\\([*?[\]\\])/g, '$1'));
    if (typeof resolved === 'string') paths.push(resolved);
    else patterns.push(resolved);
  }
  return { paths, patterns };
}

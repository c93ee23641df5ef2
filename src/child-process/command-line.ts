// A command line in the place of a file, as JailKeeper has taken it since 2012: jail.spawn('echo "hello world"', []).

import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SEARCH_PATH } from '../policy/search-path.js';

interface Options {
  readonly cwd?: string | URL | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly shell?: boolean | string | undefined;
}

const exists = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
};

function isFile(command: string, { cwd = '.', env = process.env }: Options): boolean {
  const directory = typeof cwd === 'string' ? cwd : fileURLToPath(cwd);
  if (command.includes('/') && exists(resolve(directory, command))) return true;
  if (command.includes('/')) return false;
  return (env.PATH ?? DEFAULT_SEARCH_PATH).split(':').some((path) => exists(join(resolve(directory, path), command)));
}

/** Whether `command` is for the shell: it has spaces, no arguments beside it, and there is no such file. */
export function isCommandLine(command: unknown, args: readonly unknown[], options: Options): boolean {
  if (typeof command !== 'string' || args.length > 0 || options.shell !== undefined) return false;
  return /\s/.test(command.trim()) && !isFile(command, options);
}

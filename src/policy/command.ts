// The files that a command needs to be executed: itself, through its links, and the interpreters of its #! lines.

import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { findRealPath } from './existing-paths.js';

/** As many interpreters of interpreters as the kernel follows. */
const MAX_INTERPRETERS = 5;
/** As much of a first line as the kernel reads. */
const MAX_FIRST_LINE_BYTES = 256;

export interface CommandSearch {
  readonly cwd: string;
  readonly searchPath: string;
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where execvp(3) finds `file`. */
export function findCommand(file: string, { cwd, searchPath }: CommandSearch): string | undefined {
  if (file === '' || file.includes('\0')) return undefined;
  if (file.includes('/')) {
    const path = resolve(cwd, file);
    return isExecutableFile(path) ? path : undefined;
  }
  for (const directory of searchPath.split(':')) {
    const path = join(resolve(cwd, directory), file);
    if (isExecutableFile(path)) return path;
  }
  return undefined;
}

function readFirstLine(path: string): string {
  const bytes = Buffer.alloc(MAX_FIRST_LINE_BYTES);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const length = readSync(fd, bytes);
    return bytes.toString('utf8', 0, length).split('\n', 1)[0] ?? '';
  } finally {
    closeSync(fd);
  }
}

/** The programs that a #! line starts: the interpreter, and what env(1) searches for. */
function readInterpreters(path: string, search: CommandSearch): string[] {
  const line = readFirstLine(path);
  if (!line.startsWith('#!')) return [];
  const [interpreter = '', ...words] = line
    .slice(2)
    .trim()
    .split(/[ \t]+/);
  if (interpreter === '') return [];
  if (basename(interpreter) !== 'env') return [interpreter];
  const program = words.find((word) => !word.startsWith('-') && !word.includes('='));
  const found = program === undefined ? undefined : findCommand(program, search);
  return found === undefined ? [interpreter] : [interpreter, found];
}

export interface CommandFiles {
  /** Canonical: what has to be readable and executable. */
  readonly files: readonly string[];
  /** Canonical: every directory that had a say in it, of links as well as of files. */
  readonly directories: readonly string[];
}

/** The files of the command at `path`: itself and its interpreters. */
export function resolveCommandFiles(path: string, search: CommandSearch): CommandFiles {
  const files = new Set<string>();
  const directories = new Set<string>();
  let pending = [path];
  for (let depth = 0; depth < MAX_INTERPRETERS && pending.length > 0; depth += 1) {
    const next: string[] = [];
    for (const file of pending.filter((name) => isAbsolute(name) && isExecutableFile(name))) {
      const real = findRealPath(file);
      if (real === undefined || files.has(real)) continue;
      files.add(real);
      directories.add(findRealPath(dirname(file)) ?? dirname(file)).add(dirname(real));
      next.push(...readInterpreters(real, search));
    }
    pending = next;
  }
  return { files: [...files], directories: [...directories] };
}

// Where a run of the benchmarks works: a directory of its own with the C programs in it.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAMS = [
  'driver',
  'floor',
  'open-loop',
  'break-out',
  'kill-alone',
  'private-memory',
  'cause-records',
] as const;

export interface Place {
  readonly directory: string;
  readonly programs: Readonly<Record<(typeof PROGRAMS)[number], string>>;
}

function compile(name: string, directory: string): string {
  const source = fileURLToPath(new URL(`${name}.c`, import.meta.url));
  const program = join(directory, name);
  execFileSync('cc', ['-O2', '-Wall', '-pthread', '-o', program, source]);
  return program;
}

export function makePlace(): Place {
  const directory = mkdtempSync(join(tmpdir(), 'jailkeeper-bench-'));
  const entries = PROGRAMS.map((name) => [name, compile(name, directory)]);
  return { directory, programs: Object.fromEntries(entries) };
}

export const removePlace = ({ directory }: Place): void => rmSync(directory, { recursive: true, force: true });

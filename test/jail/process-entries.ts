// What /proc has to tell, and what a program gets of it.

import { lstatSync, readdirSync } from 'node:fs';
import type { Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import { onGround } from '../stage/on-ground.js';
import { type Outcome, runJailed, runUnjailed } from '../stage/run.js';

/** By its name, or from a descriptor of the directory that it is in. */
export const ways = ['name', 'directory'] as const;

/** Everything below a directory, as far as we may look ourselves; of what there can be thousands of, a few. */
export function entriesBelow(directory: string): string[] {
  return [directory, ...namesIn(directory).flatMap((name) => entryAndBelow(`${directory}/${name}`))];
}

const mostOfAKind = 5;

function namesIn(directory: string): string[] {
  try {
    const names = readdirSync(directory);
    return /\/(?:map_files|fd|fdinfo|task|net)$/.test(directory) ? names.slice(0, mostOfAKind) : names;
  } catch {
    return [];
  }
}

function entryAndBelow(entry: string): string[] {
  try {
    return lstatSync(entry).isDirectory() ? entriesBelow(entry) : [entry];
  } catch {
    return [];
  }
}

export interface Found {
  /** `read`, `list` or `link`, and the entry. */
  readonly entries: readonly string[];
  readonly outcome: Outcome;
}

const { file } = fixture('look-into-processes.c');

/** Runs the program that tries every entry; without a policy it runs without a jail. */
export async function look(way: string, entries: readonly string[], policy?: Policy): Promise<Found> {
  let outcome: Outcome | undefined;
  await onGround(async ({ jail }) => {
    const command = { file, args: [way], cwd: jail, input: `${entries.join('\n')}\n` };
    outcome = policy ? await runJailed(command, { ...policy, read: [file] }) : await runUnjailed(command);
  });
  if (outcome === undefined) throw new Error('nothing ran');
  const lines = outcome.stdout.toString().split('\n');
  return { outcome, entries: lines.filter((line) => /^(?:read|list|link) /.test(line)) };
}

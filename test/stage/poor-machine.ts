// One jail on a machine that lacks something: a container, an older kernel, the inside of another jail.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { EnforcementReport, Policy } from '../../src/index.js';
import { fixture } from './fixture.js';
import type { Ground } from './ground.js';

/** The words that test/fixtures/poor-machine.c knows. */
export type Lack =
  | 'nothing'
  | 'landlock'
  | 'container'
  | 'memory'
  | 'tracing'
  | 'notification'
  | 'listening'
  | 'proc'
  | 'room'
  | 'own-proc';

export interface Told {
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly output?: string;
  /** Mode, file and verdict of each. */
  readonly attempts?: readonly (readonly string[])[];
  readonly enforcement?: EnforcementReport;
  /** The code of the error with which the jail was not started. */
  readonly refused?: string;
  readonly message?: string;
  /** What `'error'` of the child said. */
  readonly failed?: string;
}

/** `decides` stands for a verdict function that denies. */
export type PolicyText = Policy & { readonly decides?: true };

const program = fileURLToPath(new URL('one-jail.ts', import.meta.url));
const loader = createRequire(import.meta.url).resolve('tsx');

/** The command line that runs a program of Node's where something is lacking. */
export function onPoorMachine(lack: Lack, ...words: string[]): [file: string, args: string[]] {
  const { file, args } = fixture('poor-machine.c');
  return [file, [...args, lack, process.execPath, '--import', loader, ...words]];
}

/** Runs a line of shell in the jail of a ground. */
export function shellOnPoorMachine(lack: Lack, ground: Ground, line: string, policy: PolicyText = {}): Told {
  const words = [program, ground.jail, JSON.stringify(policy), '/bin/sh', '-c', line];
  const { stdout, stderr, status } = spawnSync(...onPoorMachine(lack, ...words), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${lack}: ${status}: ${stderr}`);
  return JSON.parse(stdout) as Told;
}

import type { Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { type Outcome, runJailed } from '../stage/run.js';

/** Runs a line of shell in the jail of a ground. */
export function shell(ground: Ground, line: string, policy: Policy = {}): Promise<Outcome> {
  return runJailed({ file: '/bin/sh', args: ['-c', line], cwd: ground.jail }, policy);
}

/** Runs a fixture in the jail of a ground. */
export function program(ground: Ground, name: string, args: readonly string[], policy: Policy = {}): Promise<Outcome> {
  const { file, args: first } = fixture(name);
  const command = { file, args: [...first, ...args], cwd: ground.jail };
  return runJailed(command, { ...policy, read: [file, ...first, ...[policy.read ?? []].flat()] });
}

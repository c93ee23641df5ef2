// A jail that tries to get out all the time, in as many ways as a keeper can be busy with.

import type { ChildProcess } from 'node:child_process';
import { JailKeeper, type Policy, type Verdict } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';

const attempts = '1000000';
const env = { PATH: '/usr/bin:/bin' };

/** What the keeper has to do differs with the policy. */
const POLICIES: readonly ((ground: Ground) => Policy)[] = [
  () => ({ onJailbreak: 'deny' }),
  ({ private: denied }) => ({ onJailbreak: 'deny', deny: [denied] }),
  () => ({ onJailbreak: async (): Promise<Verdict> => 'deny' }),
  () => ({ onJailbreak: 'deny', metadata: 'deny' }),
];

export interface Attacker {
  readonly policy: Policy;
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly cwd: string; readonly env: Record<string, string> };
}

/** One process creates, one reads and tells, one executes, one has left the session, one only waits. */
export function makeAttacker(ground: Ground, round: number, mark: Record<string, string>): Attacker {
  const creating = fixture('create-again-and-again.c').file;
  const reading = fixture('read-and-tell-at-once.c').file;
  const line = [
    `${creating} ${ground.outside}/file- ${attempts} > /dev/null &`,
    `${reading} ${ground.secret} ${attempts} &`,
    'setsid sleep 60 & sleep 60 &',
    'while :; do /bin/true; done',
  ].join(' ');
  const policy = (POLICIES[round % POLICIES.length] ?? POLICIES[0])?.(ground) ?? {};
  return {
    policy: { ...policy, read: [creating, reading] },
    file: '/bin/sh',
    args: ['-c', line],
    options: { cwd: ground.jail, env: { ...env, ...mark } },
  };
}

export interface Ending {
  readonly output: string;
  /** Codes of what was thrown or emitted as 'error'. */
  readonly errors: readonly string[];
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? error);

export async function attackUntilTheEnd(
  { policy, file, args, options }: Attacker,
  began: () => void = () => undefined,
): Promise<Ending> {
  const errors: string[] = [];
  let output = '';
  let child: ChildProcess;
  try {
    child = new JailKeeper(policy).spawn(file, args, options);
  } catch (error) {
    return { output, errors: [codeOf(error)] };
  }
  child.on('error', (error) => errors.push(codeOf(error)));
  child.stdout?.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  began();
  await new Promise((resolve) => child.once('exit', resolve));
  return { output, errors };
}

export function attackSynchronously({ policy, file, args, options }: Attacker): Ending {
  try {
    const { stdout, error } = new JailKeeper(policy).spawnSync(file, args, { ...options, encoding: 'utf8' });
    return { output: stdout ?? '', errors: error === undefined ? [] : [codeOf(error)] };
  } catch (error) {
    return { output: '', errors: [codeOf(error)] };
  }
}

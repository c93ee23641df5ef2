// The policy of a program that was not written for JailKeeper: JAILKEEPER_POLICY, a JSON object or a file that holds one.

import { readFileSync } from 'node:fs';
import { JailKeeperError } from '../errors.js';
import { type PreparedPolicy, prepareDefaultPolicy, preparePolicy } from '../jail/prepared-policy.js';
import type { Policy } from '../policy/types.js';

export const POLICY_VARIABLE = 'JAILKEEPER_POLICY';

function parse(text: string, source: string): Policy {
  try {
    return JSON.parse(text) as Policy;
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_POLICY_FILE', `${source} is not JSON`, { cause });
  }
}

/** The policy in a file of JSON. It is not checked here: whoever uses it does. */
export function readPolicyFile(path: string): Policy {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_POLICY_FILE', `${path} cannot be read`, { cause });
  }
  return parse(text, path);
}

function readEnvironmentPolicy(value: string | undefined): Policy | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  return value.trimStart().startsWith('{') ? parse(value, POLICY_VARIABLE) : readPolicyFile(value);
}

/** The policy of the environment, prepared; the default policy where it names none. `alsoRead` is added to it. */
export function prepareEnvironmentPolicy(
  value = process.env[POLICY_VARIABLE],
  alsoRead: readonly string[] = [],
): PreparedPolicy {
  const policy = readEnvironmentPolicy(value);
  const prepared = policy === undefined ? prepareDefaultPolicy() : preparePolicy(policy);
  if (alsoRead.length === 0) return prepared;
  return preparePolicy({ ...policy, read: [policy?.read ?? [], alsoRead].flat() });
}

// What is asked of a jail for a process that runs already, beside the policy.

import { JailKeeperError } from '../errors.js';
import type { Policy } from './types.js';

export interface AttachOptions {
  /** Whether descriptors that lead outside are closed: /dev/null stands in their place then. By default they stay. */
  readonly closeInherited?: 'outside' | undefined;
  /** What becomes of a process that cannot be jailed: it goes on as it was (default), or is killed. */
  readonly onAttachFailure?: 'release' | 'kill' | undefined;
  /** Whether the processes that it has started already are jailed too. Default: false. */
  readonly tree?: boolean | undefined;
}

export interface AttachPolicy extends Policy, AttachOptions {}

export interface SeparatedPolicy {
  readonly options: AttachOptions;
  readonly policy: Policy;
}

/** Takes the options out of a policy that has them, checked. What is left is checked as any policy. */
export function separateAttachOptions(given: AttachPolicy = {}): SeparatedPolicy {
  if (typeof given !== 'object' || given === null) throw new JailKeeperError('ERR_JAIL_POLICY', 'it is not an object');
  const { closeInherited, onAttachFailure, tree, ...policy } = given;
  if (closeInherited !== undefined && closeInherited !== 'outside')
    throw new JailKeeperError(
      'ERR_JAIL_POLICY',
      `closeInherited is ${String(closeInherited)}, and can only be "outside"`,
    );
  if (onAttachFailure !== undefined && onAttachFailure !== 'release' && onAttachFailure !== 'kill')
    throw new JailKeeperError(
      'ERR_JAIL_POLICY',
      `onAttachFailure is ${String(onAttachFailure)}, not "release" or "kill"`,
    );
  if (tree !== undefined && typeof tree !== 'boolean')
    throw new JailKeeperError('ERR_JAIL_POLICY', `tree is ${String(tree)}, not true or false`);
  return { options: { closeInherited, onAttachFailure, tree }, policy };
}

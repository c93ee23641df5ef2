// The option `jail` of a call of jailkeeper/child_process.

import { JailKeeperError } from '../errors.js';
import { Jail, makeJail } from '../jail/jail.js';
import type { PreparedPolicy } from '../jail/prepared-policy.js';
import { isInsideJail } from '../keeper/inside.js';
import type { Policy } from '../policy/types.js';
import { prepareEnvironmentPolicy } from './environment-policy.js';

const isOptions = (value: unknown): value is { readonly jail?: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The option `jail` among the arguments of spawn() and its kin: command, arguments, options, callback. */
const findJailOption = (args: readonly unknown[]): unknown => args.slice(1).find(isOptions)?.jail;

let defaultPolicy: PreparedPolicy | undefined;

/** The jail of a call; none of its own inside of a jail, where every process is in that one. */
export function resolveJailOption(args: readonly unknown[]): Jail | undefined {
  const option = findJailOption(args);
  if (option instanceof Jail) return option;
  if (option === undefined) {
    if (isInsideJail()) return undefined;
    defaultPolicy ??= prepareEnvironmentPolicy();
    return makeJail(defaultPolicy);
  }
  if (isOptions(option)) return new Jail(option as Policy);
  throw new JailKeeperError('ERR_JAIL_OPTION', `it is ${option === null ? 'null' : `a ${typeof option}`}`);
}

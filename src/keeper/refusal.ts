// What the keeper answered instead of starting a jail, as the library's own error.

import { JailKeeperError, type JailKeeperErrorCode } from '../errors.js';
import { describeMissingFeature } from '../kernel/features.js';
import type { RefusalReason, RefusedRecord } from '../protocol/report.js';

const CODES: Readonly<Record<RefusalReason, JailKeeperErrorCode>> = {
  protocol: 'ERR_JAIL_PROTOCOL',
  'no-notification': 'ERR_JAIL_KERNEL',
  busy: 'ERR_JAIL_NESTED',
  'no-landlock': 'ERR_JAIL_KERNEL',
  feature: 'ERR_JAIL_KERNEL',
  nested: 'ERR_JAIL_NESTED_POLICY',
  rule: 'ERR_JAIL_RULE',
  pattern: 'ERR_JAIL_RULE',
  confine: 'ERR_JAIL_CONFINE',
};

const unseen = (verdict: string): string => `onJailbreak is ${verdict}, and nobody would see an attempt`;

/** What a policy wants that takes a keeper who is asked. */
const WANTS: Readonly<Record<string, string>> = {
  'on-jailbreak=kill': unseen('"kill"'),
  'on-jailbreak=log': unseen('"log"'),
  'on-jailbreak=ask': unseen('a function'),
  'metadata=deny': 'metadata is "deny", and nobody would be asked',
  deny: 'deny makes a hole that Landlock cannot hold',
  'allow-pattern': 'a glob or a RegExp is matched by the keeper, whom nobody would ask',
};

const MEANINGS: Readonly<Partial<Record<RefusalReason, (detail: string) => string>>> = {
  'no-notification': () => 'it has no seccomp user notification',
  'no-landlock': () => "it has no Landlock; enforcement: 'partial' accepts the keeper as the only barrier",
  feature: (name) => `it has ${describeMissingFeature(name)}`,
  nested: (detail) => WANTS[detail] ?? `${detail} does not exist yet`,
  pattern: (detail) => `the regular expression cannot be compiled: ${detail}`,
};

export function makeRefusalError({ reason, detail }: RefusedRecord): JailKeeperError {
  return new JailKeeperError(CODES[reason], MEANINGS[reason]?.(detail) ?? detail);
}

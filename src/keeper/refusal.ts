// What the keeper answered instead of starting a jail, as the library's own error.

import { getSystemErrorMap } from 'node:util';
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
  attach: 'ERR_JAIL_ATTACH',
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

/** Why a process was not attached: the words of protocol/PROTOCOL.md, each with an errno. */
const ATTACH_CAUSES: Readonly<Record<string, string>> = {
  gone: 'it is gone',
  itself: 'it is this process or one of its keepers',
  namespace:
    'it lives in other namespaces (a container) or has another root directory, where paths mean something else',
  'io-uring': 'it has an io_uring, which acts with the rights of before',
  '32-bit': 'it is not a 64-bit program',
  slow: 'one of its threads waits in the kernel for something that no signal ends, and did not stop',
  find: 'no system call instruction was found in its memory',
};

/** What may have happened where a step was refused by the kernel. */
const describeErrno = (errno: number): string => getSystemErrorMap().get(-errno)?.join(', ') ?? `errno ${errno}`;

function makeAttachError(detail: string): JailKeeperError {
  const [cause = '', errno = '0'] = detail.split(' ');
  if (cause === 'permission') return new JailKeeperError('ERR_JAIL_ATTACH_PERMISSION', describeErrno(Number(errno)));
  if (cause === 'busy') return new JailKeeperError('ERR_JAIL_NESTED');
  const known = ATTACH_CAUSES[cause];
  return new JailKeeperError('ERR_JAIL_ATTACH', known ?? `${cause} failed in it (${describeErrno(Number(errno))})`);
}

export function makeRefusalError({ reason, detail }: RefusedRecord): JailKeeperError {
  if (reason === 'attach') return makeAttachError(detail);
  return new JailKeeperError(CODES[reason], MEANINGS[reason]?.(detail) ?? detail);
}

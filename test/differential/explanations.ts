// Calls that a jail refuses without an event, on purpose: nobody is reached, and honest programs make them.

import { type Call, stringOf } from './trace.js';

interface Explanation {
  readonly calls: readonly string[];
  readonly errno: string;
  readonly when?: (call: Call) => boolean;
  readonly reason: string;
}

const explanations: readonly Explanation[] = [
  {
    calls: ['clone3', 'io_uring_setup', 'setxattrat', 'getxattrat', 'listxattrat', 'removexattrat', 'file_setattr'],
    errno: 'ENOSYS',
    reason: 'does not exist in a jail, so that programs take the older call',
  },
  {
    calls: ['link', 'linkat'],
    errno: 'EXDEV',
    reason: 'a link to a file that may only be read: programs copy it then',
  },
  {
    calls: ['kill', 'tkill', 'tgkill'],
    errno: 'EPERM',
    when: ({ args }) => args.at(-1) === '0',
    reason: 'signal 0 only asks whether a process is there',
  },
  {
    calls: ['ioctl'],
    errno: 'EPERM',
    when: ({ args }) => /SETFLAGS|FSSETXATTR/.test(args[1] ?? ''),
    reason: 'flags like "immutable" are not a jailed program\'s to set, not even inside',
  },
  {
    calls: ['stat', 'lstat', 'newfstatat', 'statx', 'access', 'faccessat', 'faccessat2', 'readlink', 'readlinkat'],
    errno: 'EACCES',
    when: ({ args }) => args.some((arg) => /^\/proc\/[0-9]+\//.test(stringOf(arg) ?? '')),
    reason: 'looking through a link of another process: refused by Landlock; calls that only tell are not watched',
  },
];

export function explanationOf(call: Call): string | undefined {
  return explanations.find(
    ({ calls, errno, when }) => calls.includes(call.name) && errno === call.errno && (when?.(call) ?? true),
  )?.reason;
}

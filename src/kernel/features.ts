// What a jail is made of, by the names that the keeper gives it: what is lost without it, and what to do about it.

interface Feature {
  /** Completes "it has …". */
  readonly lacks: string;
  readonly without: string;
  readonly remedy: string;
  /** The kernel that has it. */
  readonly since?: string;
}

/** `seccomp-notification` where the kernel has it (EBUSY). */
export const LISTENING_ELSEWHERE = 'listening-elsewhere';

const NO_JAIL = 'no jail can be started';
const ALLOW_IN_PROFILE = 'allow it in the seccomp profile of the container';

export const FEATURES: Readonly<Record<string, Feature>> = {
  proc: {
    lacks: 'no /proc of the own pid namespace, by which the keeper knows its targets',
    without: NO_JAIL,
    remedy: 'mount one: `unshare --pid --fork --mount-proc`, or `mount -t proc proc /proc` in the container',
  },
  landlock: {
    lacks: 'no Landlock',
    without: "the keeper is the only barrier, and only enforcement: 'partial' accepts that",
    remedy: 'use a kernel with `landlock` in its parameter `lsm=`, and a container that allows landlock_create_ruleset',
    since: '5.13',
  },
  'landlock-6': {
    lacks: 'no Landlock of ABI 6, without which a jail in a jail could send signals and reach abstract sockets',
    without: 'no jail can be started in a jail',
    remedy: 'use a newer kernel',
    since: '6.12',
  },
  'seccomp-notification': {
    lacks: 'no seccomp user notification',
    without: NO_JAIL,
    remedy: `use a newer kernel, or ${ALLOW_IN_PROFILE}`,
    since: '5.0',
  },
  [LISTENING_ELSEWHERE]: {
    lacks: 'another supervisor, which listens to this process already',
    without: "no jail can report; only enforcement: 'nested' accepts that, for policies without what needs the keeper",
    remedy: 'start outside of that jail, or of that container',
  },
  continue: {
    lacks: 'no way to let a call go on (SECCOMP_USER_NOTIF_FLAG_CONTINUE)',
    without: NO_JAIL,
    remedy: 'use a newer kernel',
    since: '5.5',
  },
  process_vm_readv: {
    lacks: 'no right to read the memory of its own descendants (process_vm_readv), where the paths of calls stand',
    without: NO_JAIL,
    remedy: `set kernel.yama.ptrace_scope to 0 or 1, or ${ALLOW_IN_PROFILE}`,
    since: '3.2',
  },
  'add-descriptor': {
    lacks: 'no way to give a target a descriptor (SECCOMP_IOCTL_NOTIF_ADDFD)',
    without: 'files under patterns, in trees with holes and behind absent paths cannot be opened',
    remedy: 'use a newer kernel',
    since: '5.9',
  },
  ptrace: {
    lacks: 'no right to trace its own descendants (ptrace), by which executions under patterns and holes are verified',
    without: 'policies with executable patterns, with deny in executable trees or with a function are refused',
    remedy: `${ALLOW_IN_PROFILE}, or write rules without patterns and without deny`,
  },
  pidfd_getfd: {
    lacks: 'no right to copy descriptors of its own descendants (pidfd_getfd)',
    without: 'unix sockets, datagrams and inotify do not work in jails; nothing more gets out',
    remedy: `${ALLOW_IN_PROFILE}, or do without`,
    since: '5.6',
  },
  'wait-killable': {
    lacks: 'no SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV',
    without:
      'a runtime that interrupts its own threads with signals, as Go does, may be slow or hang in calls that wait',
    remedy: 'use a newer kernel',
    since: '5.19',
  },
  'sync-wake-up': {
    lacks: 'no SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP',
    without: 'each call that waits for the keeper takes several times as long',
    remedy: 'use a newer kernel',
    since: '6.6',
  },
};

/** One clause for people. */
export function describeMissingFeature(name: string): string {
  const feature = Object.hasOwn(FEATURES, name) ? FEATURES[name] : undefined;
  return feature === undefined ? `no ${name}` : `${feature.lacks}; ${feature.remedy}`;
}

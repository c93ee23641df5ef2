// What a machine may lack, by the names under which the keeper refuses: what it means, and what to do.

interface Feature {
  readonly lacks: string;
  readonly remedy: string;
}

const FEATURES: Readonly<Record<string, Feature>> = {
  proc: {
    lacks: 'no /proc of the own pid namespace, by which the keeper knows its targets',
    remedy: 'mount one: `unshare --pid --fork --mount-proc`, or `mount -t proc proc /proc` in the container',
  },
  process_vm_readv: {
    lacks: 'no right to read the memory of its own descendants (process_vm_readv), where the paths of calls stand',
    remedy: 'set kernel.yama.ptrace_scope to 0 or 1, or allow the call in the seccomp profile of the container',
  },
  ptrace: {
    lacks: 'no right to trace its own descendants (ptrace), by which executions under patterns and holes are verified',
    remedy: 'allow it in the seccomp profile of the container, or write rules without patterns and without deny',
  },
};

/** One clause for people. */
export function describeMissingFeature(name: string): string {
  const feature = Object.hasOwn(FEATURES, name) ? FEATURES[name] : undefined;
  return feature === undefined ? `no ${name}` : `${feature.lacks}; ${feature.remedy}`;
}

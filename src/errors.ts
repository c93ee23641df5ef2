// Every error of JailKeeper: its code, what it says, and what to do about it.

/** One row per error: `message` says what happened to what, `remedy` says what to do. */
export const ERRORS = {
  ERR_JAIL_POLICY: {
    message: (what: string) => `The policy is not usable: ${what}.`,
    remedy: 'A policy is an object such as { read: "/usr/share/dict", write: ["./out"], onJailbreak: "deny" }.',
  },
  ERR_JAIL_UNKNOWN_OPTION: {
    message: (name: string) => `The policy has an unknown option ${name}.`,
    remedy:
      'Options are read, write, deny, onJailbreak, preset, network, metadata and enforcement. Check the spelling.',
  },
  ERR_JAIL_RULE: {
    message: (what: string) => `A rule is not usable: ${what}.`,
    remedy: 'A rule is a path, a glob (* ** ? […]) or a RegExp on the canonical path.',
  },
  ERR_JAIL_PRESET: {
    message: (name: string) => `There is no preset ${name}.`,
    remedy: 'Use a preset that exists, or write the rules into read and write.',
  },
  ERR_JAIL_POLICY_FILE: {
    message: (what: string) => `The policy could not be read: ${what}.`,
    remedy: 'Give a JSON object, or the path of a file that holds one.',
  },
  ERR_JAIL_CWD: {
    message: (cwd: string) => `The working directory ${cwd} does not exist or is not a directory.`,
    remedy: 'Create it before the jail starts: it is the jail.',
  },
  ERR_JAIL_BUSY: {
    message: () => 'This jail already runs a child process.',
    remedy: "Wait for its 'exit' event, or make a new JailKeeper for each process that shall run at the same time.",
  },
  ERR_JAIL_ATTACH: {
    message: (what: string) => `A process that runs already could not be jailed: ${what}.`,
    remedy: 'Start it with jail.spawn(): then it is jailed from its first instruction.',
  },
  ERR_JAIL_ATTACH_PERMISSION: {
    message: (what: string) => `A process that runs already may not be traced: ${what}.`,
    remedy:
      'Attach as its own user or as root. Where /proc/sys/kernel/yama/ptrace_scope is 1, only with CAP_SYS_PTRACE; or start the process with jail.spawn().',
  },
  ERR_JAIL_SYNC_VERDICT: {
    message: () => 'onJailbreak is a function, and a synchronous call cannot wait for it.',
    remedy: "Use onJailbreak: 'kill', 'deny' or 'log', or the asynchronous form.",
  },
  ERR_JAIL_OPTION: {
    message: (what: string) => `The option jail is not usable: ${what}.`,
    remedy:
      'Give a policy or a JailKeeper. For a process without a jail, import child_process from node:child_process.',
  },
  ERR_JAIL_TEMPORARY: {
    message: (what: string) => `The directory for temporary files is not usable: ${what}.`,
    remedy: 'Set TMPDIR to a directory that exists, that this user may write to, and that has room.',
  },
  ERR_JAIL_PLATFORM: {
    message: (platform: string) => `There is no keeper for ${platform}.`,
    remedy: 'JailKeeper needs Linux on x64.',
  },
  ERR_JAIL_KEEPER_MISSING: {
    message: (path: string) => `The native keeper ${path} is missing or not executable.`,
    remedy: 'Run `npm run build:keeper` in a source tree, or install the package again.',
  },
  ERR_JAIL_KEEPER_LOST: {
    message: (cause: string) => `The keeper ended before its jail did: ${cause}. The jail was killed.`,
    remedy:
      'Look for what killed or stopped the process jailkeeper-keeper, such as the out-of-memory killer or a limit (ulimit -a).',
  },
  ERR_JAIL_PROTOCOL: {
    message: (what: string) => `Library and keeper do not understand each other: ${what}.`,
    remedy: 'They must be of one version: run `npm run build`, or install the package again.',
  },
  ERR_JAIL_KERNEL: {
    message: (what: string) => `This machine cannot enforce the jail: ${what}.`,
    remedy: 'Run `jailkeeper doctor`: it says what is missing here and what to do.',
  },
  ERR_JAIL_NESTED: {
    message: () => 'Another supervisor already listens to this process (it runs inside another jail).',
    remedy: "Start it outside of that jail, or accept a jail that reports nothing with enforcement: 'nested'.",
  },
  ERR_JAIL_NESTED_POLICY: {
    message: (what: string) => `Inside of another jail this policy cannot be kept: ${what}.`,
    remedy: "Write rules that are paths and exist, without deny, and onJailbreak: 'deny'; or start it outside.",
  },
  ERR_JAIL_CONFINE: {
    message: (step: string) => `A step of the confinement failed: ${step}. Nothing ran.`,
    remedy: 'Run `jailkeeper doctor`: it says which system call the container or the security module forbids.',
  },
  ERR_JAIL_PROOF: {
    message: (what: string) => `A jail was started as a proof and did not hold: ${what}.`,
    remedy: 'Do not rely on it, and report it with the output of `jailkeeper doctor --json`.',
  },
  ERR_JAIL_USAGE: {
    message: (what: string) => `${what}.`,
    remedy: 'See jailkeeper --help.',
  },
} as const satisfies Record<string, { message: (detail: string) => string; remedy: string }>;

export type JailKeeperErrorCode = keyof typeof ERRORS;

/** What every failure of JailKeeper itself is: a stable `code`, and a `remedy`. */
export class JailKeeperError extends Error {
  override readonly name = 'JailKeeperError';
  readonly code: JailKeeperErrorCode;
  readonly remedy: string;

  constructor(code: JailKeeperErrorCode, detail = '', options?: ErrorOptions) {
    const { message, remedy } = ERRORS[code];
    super(`${(message as (detail: string) => string)(detail)} ${remedy}`, options);
    this.code = code;
    this.remedy = remedy;
  }
}

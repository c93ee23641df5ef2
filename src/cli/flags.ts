// The options of the command, one record each: they make the parser and the help.

export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** What the help calls the value. */
  readonly value?: string;
  readonly help: string;
}

const POLICY_FLAGS = {
  read: { type: 'string', multiple: true, value: 'RULE', help: 'may read and execute this path or glob; repeatable' },
  write: { type: 'string', multiple: true, value: 'RULE', help: 'may read and write this path or glob; repeatable' },
  deny: { type: 'string', multiple: true, value: 'RULE', help: 'may not touch this path or glob; wins; repeatable' },
  'on-jailbreak': { type: 'string', value: 'VERDICT', help: 'kill (default), deny or log' },
  preset: { type: 'string', multiple: true, value: 'NAME', help: 'rules for a well-known program: latex; repeatable' },
  policy: { type: 'string', value: 'FILE', help: 'a policy as JSON; the other options add to it' },
  network: { type: 'boolean', help: 'may use the internet' },
  metadata: { type: 'string', value: 'ACCESS', help: 'allow (default) or deny: whether stat(2) sees outside' },
  enforcement: { type: 'string', value: 'LEVEL', help: 'full (default), partial or nested: the least to accept' },
} as const satisfies Record<string, Flag>;

const HELP_FLAG = { help: { type: 'boolean', short: 'h', help: 'show this help' } } as const;

export const FLAGS = {
  ...POLICY_FLAGS,
  json: { type: 'string', value: 'FD|FILE', help: 'write events there, one JSON object per line' },
  ...HELP_FLAG,
  version: { type: 'boolean', short: 'v', help: 'show the version' },
} as const satisfies Record<string, Flag>;

/** What only `jailkeeper attach` takes. */
export const ATTACHING_FLAGS = {
  'close-inherited': {
    type: 'string',
    value: 'WHICH',
    help: 'outside: close what it has open that the policy forbids',
  },
  'on-attach-failure': {
    type: 'string',
    value: 'WHAT',
    help: 'release (default) or kill a process that cannot be jailed',
  },
  tree: { type: 'boolean', help: 'jail the processes too that it has started already' },
} as const satisfies Record<string, Flag>;

export const ATTACH_FLAGS = {
  ...POLICY_FLAGS,
  ...ATTACHING_FLAGS,
  json: FLAGS.json,
  ...HELP_FLAG,
} as const satisfies Record<string, Flag>;

/** What only `jailkeeper bench` takes. */
export const MEASURING_FLAGS = {
  runs: { type: 'string', value: 'NUMBER', help: 'this many rounds; else as many as fit into 10 seconds, up to 100' },
  show: { type: 'boolean', help: "show the command's output, on standard error" },
  json: { type: 'boolean', help: 'write the figures as one JSON object' },
} as const satisfies Record<string, Flag>;

export const BENCH_FLAGS = { ...POLICY_FLAGS, ...MEASURING_FLAGS, ...HELP_FLAG } as const satisfies Record<
  string,
  Flag
>;

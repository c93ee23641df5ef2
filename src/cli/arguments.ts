// From argv to what shall be done.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type AttachPolicy, JailKeeperError, type Policy, type Rule, readPolicyFile } from '../index.js';
import { ATTACH_FLAGS, BENCH_FLAGS, FLAGS, type Flag } from './flags.js';

interface JailedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly policy: Policy;
}

export interface Run extends JailedCommand {
  readonly action: 'run';
  readonly json: string | undefined;
}

export interface Bench extends JailedCommand {
  readonly action: 'bench';
  /** As many as fit into some seconds, where the user did not say. */
  readonly rounds: number | undefined;
  readonly show: boolean;
  readonly json: boolean;
}

export interface Attach {
  readonly action: 'attach';
  readonly pid: number;
  readonly policy: AttachPolicy;
  readonly json: string | undefined;
}

export type Invocation =
  | { readonly action: 'help' }
  | { readonly action: 'version' }
  | { readonly action: 'doctor'; readonly json: boolean }
  | Run
  | Attach
  | Bench;

type Options = NonNullable<ParseArgsConfig['options']>;

const makeOptions = (flags: Readonly<Record<string, Flag>>): Options =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple ? { multiple } : {}), ...(short === undefined ? {} : { short }) },
    ]),
  );

const OPTIONS = makeOptions(FLAGS);
const ATTACH_OPTIONS = makeOptions(ATTACH_FLAGS);
const BENCH_OPTIONS = makeOptions(BENCH_FLAGS);
const MAX_ROUNDS = 1_000_000;

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** Where our own options end: at `--`, or at the first word that is not an option. */
function findCommand(argv: readonly string[], options: Options): { own: string[]; command: string[] } {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const end = tokens.find(({ kind }) => kind !== 'option');
  if (end === undefined) return { own: [...argv], command: [] };
  const start = end.kind === 'option-terminator' ? end.index + 1 : end.index;
  return { own: argv.slice(0, end.index), command: argv.slice(start) };
}

function parseOwn(args: string[], options: Options): Values {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_USAGE', (cause as Error).message.replace(/\.$/, ''), { cause });
  }
}

const LISTS = ['read', 'write', 'deny', 'preset'] as const;

function joinList(values: Values, policy: Policy, name: (typeof LISTS)[number]): Record<string, Rule[]> {
  const added = values[name] as Rule[] | undefined;
  return added === undefined ? {} : { [name]: [...[policy[name] ?? []].flat(), ...added] };
}

/** The policy of the file, with the options added to its lists and in the place of its words. */
function makePolicy(values: Values): Policy {
  const policy = values.policy === undefined ? {} : readPolicyFile(String(values.policy));
  const { network, metadata, enforcement, 'on-jailbreak': onJailbreak } = values;
  const words = Object.entries({ network, metadata, enforcement, onJailbreak }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.assign(
    { ...policy },
    ...LISTS.map((name) => joinList(values, policy, name)),
    Object.fromEntries(words),
  );
}

/** `jailkeeper doctor`; a command of that name is run by `jailkeeper -- doctor`. */
function parseDoctor(args: readonly string[]): Invocation {
  const unknown = args.find((argument) => argument !== '--json');
  if (unknown !== undefined) throw new JailKeeperError('ERR_JAIL_USAGE', `doctor does not take ${unknown}`);
  return { action: 'doctor', json: args.length > 0 };
}

function needCommand([command, ...args]: readonly string[]): { command: string; args: readonly string[] } {
  if (command === undefined) throw new JailKeeperError('ERR_JAIL_USAGE', 'There is no command to run');
  return { command, args };
}

function parseRounds(text: string): number {
  const rounds = /^\d+$/.test(text) ? Number(text) : 0;
  if (rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
  throw new JailKeeperError('ERR_JAIL_USAGE', `--runs takes a number from 1 to ${MAX_ROUNDS}, not ${text}`);
}

/** `jailkeeper bench`; a command of that name is run by `jailkeeper -- bench`. */
function parseBench(argv: readonly string[]): Invocation {
  const { own, command: words } = findCommand(argv, BENCH_OPTIONS);
  const values = parseOwn(own, BENCH_OPTIONS);
  if (values.help) return { action: 'help' };
  return {
    action: 'bench',
    ...needCommand(words),
    policy: makePolicy(values),
    rounds: values.runs === undefined ? undefined : parseRounds(String(values.runs)),
    show: values.show === true,
    json: values.json === true,
  };
}

function parsePid(words: readonly string[]): number {
  const [word = ''] = words;
  if (words.length === 1 && /^[1-9]\d*$/.test(word)) return Number(word);
  throw new JailKeeperError(
    'ERR_JAIL_USAGE',
    `attach takes the number of one process, not ${words.join(' ') || 'none'}`,
  );
}

/** `jailkeeper attach PID`, the number before or behind the options; a command of that name is run by `jailkeeper -- attach`. */
function parseAttach(argv: readonly string[]): Invocation {
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options: ATTACH_OPTIONS, strict: true, allowPositionals: true });
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_USAGE', (cause as Error).message.replace(/\.$/, ''), { cause });
  }
  const { values, positionals } = parsed;
  if (values.help) return { action: 'help' };
  const options = Object.entries({
    closeInherited: values['close-inherited'],
    onAttachFailure: values['on-attach-failure'],
    tree: values.tree,
  }).filter(([, value]) => value !== undefined);
  return {
    action: 'attach',
    pid: parsePid(positionals),
    policy: { ...makePolicy(values), ...Object.fromEntries(options) },
    json: values.json as string | undefined,
  };
}

export function parseInvocation(argv: readonly string[]): Invocation {
  if (argv[0] === 'doctor') return parseDoctor(argv.slice(1));
  if (argv[0] === 'attach') return parseAttach(argv.slice(1));
  if (argv[0] === 'bench') return parseBench(argv.slice(1));
  const { own, command: words } = findCommand(argv, OPTIONS);
  const values = parseOwn(own, OPTIONS);
  if (values.help) return { action: 'help' };
  if (values.version) return { action: 'version' };
  return { action: 'run', ...needCommand(words), policy: makePolicy(values), json: values.json as string | undefined };
}

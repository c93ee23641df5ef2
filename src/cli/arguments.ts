// From argv to what shall be done.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { JailKeeperError, type Policy, type Rule, readPolicyFile } from '../index.js';
import { FLAGS } from './flags.js';

export type Invocation =
  | { readonly action: 'help' }
  | { readonly action: 'version' }
  | { readonly action: 'doctor'; readonly json: boolean }
  | {
      readonly action: 'run';
      readonly command: string;
      readonly args: readonly string[];
      readonly policy: Policy;
      readonly json: string | undefined;
    };

const options = Object.fromEntries(
  Object.entries(FLAGS).map(([name, { type, ...rest }]) => [
    name,
    { type, ...('multiple' in rest ? { multiple: true } : {}), ...('short' in rest ? { short: rest.short } : {}) },
  ]),
) as NonNullable<ParseArgsConfig['options']>;

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** Where our own options end: at `--`, or at the first word that is not an option. */
function findCommand(argv: readonly string[]): { own: string[]; command: string[] } {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const end = tokens.find(({ kind }) => kind !== 'option');
  if (end === undefined) return { own: [...argv], command: [] };
  const start = end.kind === 'option-terminator' ? end.index + 1 : end.index;
  return { own: argv.slice(0, end.index), command: argv.slice(start) };
}

function parseOwn(args: string[]): Values {
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

export function parseInvocation(argv: readonly string[]): Invocation {
  if (argv[0] === 'doctor') return parseDoctor(argv.slice(1));
  const { own, command: words } = findCommand(argv);
  const values = parseOwn(own);
  if (values.help) return { action: 'help' };
  if (values.version) return { action: 'version' };
  const [command, ...args] = words;
  if (command === undefined) throw new JailKeeperError('ERR_JAIL_USAGE', 'There is no command to run');
  return { action: 'run', command, args, policy: makePolicy(values), json: values.json as string | undefined };
}

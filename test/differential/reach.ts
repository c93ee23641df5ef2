// What a run got hold of outside of its policy, by the witness alone: there must be nothing.

import { findExistingPaths, isBelow } from '../../src/policy/existing-paths.js';
import { allowSearchPath, resolveSearchPath } from '../../src/policy/search-path.js';
import { SYSTEM_PATHS, SYSTEM_PATTERNS } from '../../src/policy/system-paths.js';
import type { AllowedPath } from '../../src/policy/types.js';
import { type Call, descriptorPath } from './trace.js';
import { type Wish, wishesOf } from './wishes.js';

export interface Allowance {
  /** The working directory of the jail. */
  readonly own: string;
  readonly searchPath: string;
  readonly read: readonly string[];
  /** What may be read beside, and what must not be touched even in the own directory. */
  readonly permits?: RegExp;
  readonly forbids?: RegExp;
}

/** They make or ask for a handle; what is done with it is another call. */
const harmless = ['socket', 'listen', 'pidfd_open', 'ioctl', 'fcntl'];

export function reachedOutside(calls: readonly Call[], allowance: Allowance): string[] {
  const processes = new Set(calls.flatMap(({ process, thread }) => [String(process), String(thread), '0']));
  const rules = findExistingPaths([
    ...SYSTEM_PATHS,
    ...allowSearchPath(resolveSearchPath(allowance.searchPath)),
    ...allowance.read.map((path): AllowedPath => ({ access: 'read', path, optional: true })),
    { access: 'write', path: allowance.own, optional: true },
  ]);
  const isAllowed = ({ mode, file, requested }: Wish): boolean => {
    if (mode === 'kernel') return true;
    if (mode === 'process') return processes.has(requested);
    if (!file.startsWith('/') || allowance.forbids?.test(file)) return false;
    if (mode === 'read' && allowance.permits?.test(file)) return true;
    const process = /^\/proc\/([0-9]+)(\/|$)/.exec(file)?.[1];
    if (process !== undefined) return processes.has(process);
    if (mode === 'read' && (file === '/proc' || SYSTEM_PATTERNS.some(({ source }) => new RegExp(source).test(file))))
      return true;
    return rules.some(({ access, path }) => isBelow(file, path) && grants[mode].includes(access));
  };
  return calls
    .filter(({ errno, result, name }) => errno === undefined && !result.startsWith('?') && !harmless.includes(name))
    .flatMap((call) => obtained(call).map((wish) => ({ call, wish })))
    .filter(({ wish }) => !isAllowed(wish))
    .map(({ call, wish }) => `${call.process} ${call.name} ${wish.mode} ${wish.file || wish.requested}`);
}

const grants: Readonly<Record<'read' | 'write' | 'exec' | 'connect', readonly string[]>> = {
  read: ['read', 'content', 'write', 'device'],
  exec: ['read', 'write'],
  write: ['write', 'device'],
  connect: ['write'],
};

/** Where an open ended, strace says of the descriptor that it returned. */
function obtained(call: Call): Wish[] {
  const { name, args, result } = call;
  if (!/^(?:open|openat|openat2|creat)$/.test(name)) return wishesOf(call);
  const flags = args.find((arg) => arg.includes('O_')) ?? 'O_WRONLY';
  const file = descriptorPath(result)?.replace(/ \(deleted\)$/, '');
  if (file === undefined || !file.startsWith('/') || flags.includes('O_PATH')) return [];
  return [{ mode: /O_WRONLY|O_RDWR|O_TRUNC/.test(flags) ? 'write' : 'read', file, requested: '' }];
}

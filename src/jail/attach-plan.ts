// From a process that runs already, and what it may touch, to the order that says both.

import { readFileSync, readlinkSync } from 'node:fs';
import { JailKeeperError } from '../errors.js';
import type { AttachOptions } from '../policy/attach-options.js';
import { DEFAULT_SEARCH_PATH } from '../policy/search-path.js';
import { encodeAllow, encodeAttachOrder } from '../protocol/order.js';
import { findVariable } from './environment.js';
import { encodeCommandRules, findMachineRules } from './machine-rules.js';
import type { PreparedPolicy } from './prepared-policy.js';

const GONE = ['ENOENT', 'ESRCH'];

function look<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (GONE.includes(code)) throw new JailKeeperError('ERR_JAIL_ATTACH', 'it is gone', { cause: error });
    throw new JailKeeperError('ERR_JAIL_ATTACH_PERMISSION', message, { cause: error });
  }
}

/** The working directory of a process: its jail. */
export function findWorkingDirectory(pid: number): string {
  const cwd = look(() => readlinkSync(`/proc/${pid}/cwd`));
  if (cwd.endsWith(' (deleted)')) throw new JailKeeperError('ERR_JAIL_CWD', cwd);
  return cwd;
}

/** By it the keeper knows that the process is still the same. */
function findStartTime(pid: number): string {
  const START_TIME = 20;
  const text = look(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return text.slice(text.lastIndexOf(')')).split(' ')[START_TIME] ?? '';
}

/** `cwd`: the jail, which for processes of one tree is one. */
export function makeAttachOrder(policy: PreparedPolicy, pid: number, cwd: string, options: AttachOptions): string {
  const environment = look(() => readFileSync(`/proc/${pid}/environ`, 'utf8')).split('\0');
  const program = look(() => readlinkSync(`/proc/${pid}/exe`));
  const searchPath = findVariable(environment, 'PATH') ?? DEFAULT_SEARCH_PATH;
  const machine = findMachineRules(searchPath, findVariable(environment, 'HOME'));
  const rules = [
    policy.rules,
    encodeAllow('write', cwd),
    machine.text,
    encodeCommandRules(program, { cwd, searchPath }, machine, [cwd, ...policy.writableTrees]),
  ].join('');
  const kill = options.onAttachFailure === 'kill';
  return encodeAttachOrder(
    { pid, start: findStartTime(pid), kill, close: options.closeInherited === 'outside' },
    rules,
  );
}

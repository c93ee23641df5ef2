import type { ChildProcess } from 'node:child_process';
import type { Theme } from '../case.js';
import { attemptNow } from '../observe.js';

type AnySpawn = (...values: unknown[]) => ChildProcess;

/** One wrong value after another for one option, in each form that takes it. */
function wrong(option: string, values: readonly unknown[]): Theme[string] {
  return (cp, record) => {
    for (const value of values) {
      attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', [], { [option]: value }).on('error', () => {}));
      attemptNow(record, 'execFile', () =>
        (cp.execFile as AnySpawn)('true', [], { [option]: value }).on('error', () => {}),
      );
      attemptNow(record, 'spawnSync', () => (cp.spawnSync as unknown as AnySpawn)('true', [], { [option]: value }));
      attemptNow(record, 'execFileSync', () =>
        (cp.execFileSync as unknown as AnySpawn)('true', [], { stdio: 'ignore', [option]: value }),
      );
    }
  };
}

export const cases: Theme = {
  file: (cp, record) => {
    for (const file of [undefined, null, '', 1, true, {}, [], Symbol('s'), () => {}, Buffer.from('true')])
      attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)(file));
  },
  args: (cp, record) => {
    for (const args of [1, true, 'text', Symbol('s'), () => {}, new Set(['a'])])
      attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', args));
    for (const args of [1, true, 'text', Symbol('s'), () => {}])
      attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', args, {}));
  },
  options: (cp, record) => {
    for (const options of [1, true, 'text', null, Symbol('s'), () => {}, []])
      attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', [], options));
  },
  cwd: wrong('cwd', [1, true, {}, [], Symbol('s'), new URL('http://example.org/'), 'a\0b']),
  detached: wrong('detached', [1, 'yes', {}, []]),
  uid: wrong('uid', ['0', 1.5, -(2 ** 40), Number.NaN, {}, true, 2 ** 33]),
  gid: wrong('gid', ['0', 1.5, -(2 ** 40), Number.NaN, {}, true, 2 ** 33]),
  shell: wrong('shell', [1, {}, [], Symbol('s')]),
  argv0: wrong('argv0', [1, {}, [], true, 'a\0b']),
  windowsHide: wrong('windowsHide', [1, 'yes', {}]),
  windowsVerbatimArguments: wrong('windowsVerbatimArguments', [1, 'yes', {}]),
  timeout: wrong('timeout', [-1, 1.5, '5', {}, Number.NaN, Number.POSITIVE_INFINITY, true]),
  killSignal: wrong('killSignal', ['SIGNOPE', '', 'term', 1000, {}, true]),
  maxBuffer: wrong('maxBuffer', [-1, '5', {}, Number.NaN, true]),
  signal: wrong('signal', [1, 'x', {}, true, []]),
  serialization: wrong('serialization', [1, 'xml', {}, true]),
  env: wrong('env', [1, 'text', true]),
  'order of the checks': (cp, record) => {
    attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('', [], { cwd: 1, shell: 1 }));
    attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', [], { shell: 1, cwd: 1, stdio: 'x' }));
    attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', [], { uid: 'x', stdio: 'x', signal: 1 }));
    attemptNow(record, 'spawn', () => (cp.spawn as AnySpawn)('true', [], { timeout: -1, killSignal: 'x', signal: 1 }));
  },
  'no child is left by a wrong call': async (cp, record) => {
    attemptNow(record, 'spawn', () => cp.spawn('sleep', ['5'], { stdio: 'wrong' as never }));
    attemptNow(record, 'spawn', () => cp.spawn('sleep', ['5'], { cwd: 1 as never }));
    record('resources', process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length);
  },
};

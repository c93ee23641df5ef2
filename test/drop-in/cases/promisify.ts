import type { ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import type { Theme } from '../case.js';
import { attempt } from '../observe.js';

type WithChild = { child?: ChildProcess };

export const cases: Theme = {
  'exec resolves with both outputs': async (cp, record) =>
    record('value', await promisify(cp.exec)('echo out; echo err >&2')),
  'execFile resolves with both outputs': async (cp, record) =>
    record('value', await promisify(cp.execFile)('echo', ['x'])),
  'exec with encoding buffer': async (cp, record) =>
    record('value', await promisify(cp.exec)('echo x', { encoding: 'buffer' })),
  'exec rejects with code and outputs': (cp, record) =>
    attempt(record, 'exec', () => promisify(cp.exec)('echo out; echo err >&2; exit 7')),
  'exec rejects with a signal': (cp, record) => attempt(record, 'exec', () => promisify(cp.exec)('kill -9 $$')),
  'execFile rejects when the command is missing': (cp, record) =>
    attempt(record, 'execFile', () => promisify(cp.execFile)('no-such-command', ['x'])),
  'execFile rejects when the directory is missing': (cp, record) =>
    attempt(record, 'execFile', () => promisify(cp.execFile)('true', { cwd: '/no/such' })),
  'execFile rejects at maxBuffer': (cp, record) =>
    attempt(record, 'execFile', () =>
      promisify(cp.execFile)('sh', ['-c', 'head -c 500 /dev/zero; exec sleep 10'], {
        maxBuffer: 10,
        encoding: 'buffer',
      }),
    ),
  'exec rejects at its timeout': (cp, record) =>
    attempt(record, 'exec', () => promisify(cp.exec)('exec sleep 10', { timeout: 50 })),
  'wrong arguments': async (cp, record) => {
    await attempt(record, 'exec', () => promisify(cp.exec)(1 as never));
    await attempt(record, 'execFile', () => promisify(cp.execFile)('true', 1 as never));
  },
  'the promise has its child': async (cp, record) => {
    const promise = promisify(cp.exec)('echo x');
    const child = (promise as WithChild).child;
    record('child', [child instanceof cp.ChildProcess, typeof child?.pid]);
    record('value', await promise);
  },
  'a child of a promise can be killed': async (cp, record) => {
    const promise = promisify(cp.execFile)('sleep', ['10']);
    (promise as WithChild).child?.kill('SIGUSR1');
    await attempt(record, 'execFile', () => promise);
  },
  'an aborted promise': async (cp, record) => {
    const controller = new AbortController();
    const promise = promisify(cp.execFile)('sleep', ['10'], { signal: controller.signal });
    controller.abort();
    await attempt(record, 'execFile', () => promise);
  },
  'many at once': async (cp, record) => {
    const execFile = promisify(cp.execFile);
    record('values', await Promise.all(Array.from({ length: 10 }, (_, index) => execFile('echo', [String(index)]))));
  },
};

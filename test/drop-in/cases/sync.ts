import type { SpawnSyncReturns } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChildProcessModule, Theme } from '../case.js';
import { attemptNow } from '../observe.js';
import type { Recorder } from '../record.js';

type AnyResult = SpawnSyncReturns<unknown>;

function result(record: Recorder, { pid, ...rest }: AnyResult): void {
  record('result', { pid: pid > 0, ...rest });
}

function run(cp: ChildProcessModule, record: Recorder, file: string, args: string[] = [], options: object = {}): void {
  result(record, cp.spawnSync(file, args, options) as AnyResult);
}

/** Records what execSync and execFileSync return or throw. */
function output(record: Recorder, call: () => unknown): void {
  try {
    record('returned', call());
  } catch (error) {
    const { pid, ...own } = error as AnyResult & Error;
    record('threw', [
      (error as Error).name,
      (error as Error).message,
      Object.keys(error as Error),
      { pid: pid > 0, ...own },
    ]);
  }
}

export const cases: Theme = {
  success: (cp, record) => run(cp, record, 'true'),
  'keys of a result in their order': (cp, record) =>
    record('keys', [Object.keys(cp.spawnSync('true')), Object.keys(cp.spawnSync('no-such-command'))]),
  'exit codes': (cp, record) => {
    for (const code of [0, 1, 42, 121, 122, 126, 127, 128, 255]) run(cp, record, 'sh', ['-c', `exit ${code}`]);
  },
  'a signal': (cp, record) => {
    for (const signal of ['TERM', 'KILL', 'USR2']) run(cp, record, 'sh', ['-c', `kill -${signal} $$`]);
  },
  'both outputs': (cp, record) => run(cp, record, 'sh', ['-c', 'echo out; echo err >&2']),
  'the pid is the program itself': (cp, record) => {
    const { pid, stdout } = cp.spawnSync('sh', ['-c', 'echo $$']);
    record('same', Number(String(stdout)) === pid);
  },
  encodings: (cp, record) => {
    for (const encoding of ['utf8', 'buffer', 'latin1', 'hex', 'base64', null, undefined])
      run(cp, record, 'printf', ['\\303\\244'], { encoding });
  },
  'an unknown encoding': (cp, record) =>
    attemptNow(record, 'spawnSync', () => cp.spawnSync('echo', ['x'], { encoding: 'no-such' as never })),
  'input of every kind': (cp, record) => {
    for (const input of [
      'text',
      'äö',
      Buffer.from([0, 255]),
      new Uint8Array([1, 2]),
      new Uint16Array([258]),
      new DataView(new ArrayBuffer(2)),
      '',
    ])
      run(cp, record, 'cat', [], { input });
  },
  'wrong input': (cp, record) => {
    for (const input of [1, {}, true, []])
      attemptNow(record, 'spawnSync', () => cp.spawnSync('cat', { input: input as never }));
  },
  'a megabyte of input': (cp, record) =>
    run(cp, record, 'cat', [], { input: 'i'.repeat(1_000_000), maxBuffer: 2_000_000 }),
  'input that nobody reads': (cp, record) => run(cp, record, 'true', [], { input: 'x'.repeat(300_000) }),
  'no input is an empty one': (cp, record) => run(cp, record, 'cat'),
  maxBuffer: (cp, record) => run(cp, record, 'sh', ['-c', 'head -c 1000 /dev/zero; exec sleep 10'], { maxBuffer: 10 }),
  'maxBuffer of stderr': (cp, record) =>
    run(cp, record, 'sh', ['-c', 'head -c 1000 /dev/zero >&2; exec sleep 10'], { maxBuffer: 10 }),
  timeout: (cp, record) => run(cp, record, 'sleep', ['10'], { timeout: 60 }),
  'timeout and killSignal': (cp, record) => run(cp, record, 'sleep', ['10'], { timeout: 60, killSignal: 'SIGKILL' }),
  'timeout and a number as killSignal': (cp, record) =>
    run(cp, record, 'sleep', ['10'], { timeout: 60, killSignal: 10 }),
  'a timeout that is not reached': (cp, record) => run(cp, record, 'echo', ['x'], { timeout: 5000 }),
  'cwd, env, argv0, shell': (cp, record, place) => {
    run(cp, record, 'pwd', [], { cwd: place });
    run(cp, record, 'pwd', [], { cwd: pathToFileURL(place) });
    run(cp, record, 'sh', ['-c', 'echo $A'], { env: { A: 'b', PATH: '/usr/bin:/bin' } });
    run(cp, record, 'sh', ['-c', 'echo $0'], { argv0: 'zero' });
    run(cp, record, 'echo $((3 * 3))', [], { shell: true });
    run(cp, record, 'echo "$0"', ['x'], { shell: '/bin/bash' });
  },
  'stdio ignore and inherit': (cp, record) => {
    run(cp, record, 'sh', ['-c', 'echo lost'], { stdio: 'ignore' });
    run(cp, record, 'sh', ['-c', 'echo inherited'], { stdio: 'inherit' });
    run(cp, record, 'sh', ['-c', 'echo kept; echo lost >&2'], { stdio: ['ignore', 'pipe', 'ignore'] });
    run(cp, record, 'echo', ['x'], { stdio: [null, undefined, 'pipe'] });
  },
  'stdio into a descriptor': (cp, record, place) => {
    const fd = openSync(join(place, 'output'), 'w');
    run(cp, record, 'sh', ['-c', 'echo out; echo err >&2'], { stdio: ['ignore', fd, fd] });
    closeSync(fd);
    record('file', readFileSync(join(place, 'output')));
  },
  'more than three pipes': (cp, record) =>
    run(cp, record, 'sh', ['-c', 'echo three >&3; echo four >&4'], { stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'] }),
  'descriptors that the program sees': (cp, record) =>
    run(cp, record, 'perl', [
      '-e',
      'for (0..99) { my $target = readlink("/proc/self/fd/$_"); next unless defined $target; $target =~ s/:.*//; print "$_ $target\\n" }',
    ]),
  'wrong stdio': (cp, record) => {
    for (const stdio of ['wrong', ['wrong'], 1, [{}], [-1]])
      attemptNow(record, 'spawnSync', () => cp.spawnSync('true', { stdio: stdio as never }));
  },
  'a closed descriptor': (cp, record) => {
    try {
      run(cp, record, 'true', [], { stdio: ['ignore', 987, 'ignore'] });
    } catch (error) {
      record('threw', error);
    }
  },
  'arguments left out': (cp, record) => {
    const { pid: _, ...rest } = cp.spawnSync('pwd', { cwd: '/' });
    record('result', rest);
  },
  'wrong arguments': (cp, record) => {
    const spawnSync = cp.spawnSync as (...values: unknown[]) => unknown;
    for (const args of [
      [],
      [null],
      [''],
      [1],
      ['true', 1],
      ['true', [], 1],
      ['true', [], 'x'],
      ['a\0b'],
      ['true', ['\0']],
      ['true', [], { cwd: 1 }],
      ['true', [], { timeout: -1 }],
      ['true', [], { maxBuffer: 'x' }],
      ['true', [], { killSignal: 'x' }],
      ['true', [], { shell: 1 }],
      ['true', [], { uid: 'x' }],
      ['true', [], { argv0: 1 }],
    ]) {
      attemptNow(record, 'spawnSync', () => spawnSync(...args));
    }
  },
  'a background process holds the pipe': (cp, record) => run(cp, record, 'sh', ['-c', 'sleep 0.1 & echo parent; wait']),
  execFileSync: (cp, record) => {
    output(record, () => cp.execFileSync('echo', ['x']));
    output(record, () => cp.execFileSync('echo', ['x'], { encoding: 'utf8' }));
    output(record, () => cp.execFileSync('cat', { input: 'typed' }));
    output(record, () => cp.execFileSync('true', { stdio: 'ignore' }));
  },
  'execFileSync: a failure': (cp, record) => {
    output(record, () => cp.execFileSync('sh', ['-c', 'echo out; echo err >&2; exit 5'], { stdio: 'pipe' }));
    output(record, () => cp.execFileSync('sh', ['-c', 'kill -9 $$'], { stdio: 'pipe', encoding: 'utf8' }));
  },
  'execFileSync: timeout and maxBuffer': (cp, record) => {
    output(record, () => cp.execFileSync('sleep', ['10'], { timeout: 50 }));
    output(record, () => cp.execFileSync('sh', ['-c', 'head -c 1000 /dev/zero; exec sleep 10'], { maxBuffer: 10 }));
  },
  execSync: (cp, record) => {
    output(record, () => cp.execSync('echo $((1 + 1))'));
    output(record, () => cp.execSync('echo x', { encoding: 'utf8' }));
    output(record, () => cp.execSync('cat', { input: 'typed', encoding: 'utf8' }));
    output(record, () => cp.execSync('echo $0', { shell: '/bin/bash', encoding: 'utf8' }));
  },
  'execSync: a failure': (cp, record) => {
    output(record, () => cp.execSync('echo out; echo err >&2; exit 5', { stdio: 'pipe' }));
    output(record, () => cp.execSync('kill -15 $$', { stdio: 'pipe' }));
  },
  'execSync: wrong arguments': (cp, record) => {
    for (const args of [[], [null], [''], [1], ['true', 1], ['true', { encoding: 'no-such' }]]) {
      attemptNow(record, 'execSync', () => (cp.execSync as (...values: unknown[]) => unknown)(...args));
    }
  },
  'stderr of a failing execSync goes to ours': async (cp, record) => {
    const { fstatSync } = await import('node:fs');
    const before = fstatSync(2).size;
    output(record, () => cp.execSync('echo to stderr >&2; exit 1'));
    record('written', fstatSync(2).size - before);
  },
  'a hundred in a row': (cp, record) => {
    let sum = 0;
    for (let index = 0; index < 100; index++)
      sum += cp.spawnSync('sh', ['-c', `exit ${index}`], { stdio: 'ignore' }).status ?? 0;
    record('sum', sum);
  },
};

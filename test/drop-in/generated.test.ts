/**
 * What nobody would write down: generated layouts of stdio, arguments and environments of odd bytes, exit codes, signals.
 * Both forms run in this process, one after the other, and must give the same.
 */
import { deepStrictEqual } from 'node:assert/strict';
import native, { type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ChildProcessModule } from './case.js';
import { permissivePolicy } from './hosts.js';
import { closed, drain } from './observe.js';
import { loadSubject } from './subject.js';

const runs = { numRuns: Number(process.env.DROP_IN_RUNS ?? 25), endOnFailure: true };
const PRINT_ARGUMENTS = 'for (@ARGV) { print length($_), ":", unpack("H*", $_), "\\n" }';
const PRINT_DESCRIPTORS =
  'for (0..40) { my $t = readlink("/proc/self/fd/$_"); next unless defined $t; $t =~ s/:.*//; print "$_ $t\\n" }';

let place: string;
let jailed: ChildProcessModule;

before(async () => {
  process.env.JAILKEEPER_POLICY = JSON.stringify(permissivePolicy);
  place = mkdtempSync(join(tmpdir(), 'drop-in-generated-'));
  jailed = await loadSubject('jailkeeper');
});

after(() => rmSync(place, { recursive: true, force: true }));

interface Outcome {
  error: unknown;
  end: unknown;
  streams: (string | null)[];
  outputs: string[];
}

/** A call that throws is an outcome like any other. */
async function outcome(start: () => ChildProcess): Promise<Outcome> {
  let child: ChildProcess;
  try {
    child = start();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { error: [code, message], end: null, streams: [], outputs: [] };
  }
  let error: unknown = null;
  child.on('error', ({ message }) => {
    error = message;
  });
  const outputs = child.stdio.slice(1).map((stream) => drain(stream && 'readable' in stream ? stream : null));
  child.stdin?.on('error', () => {});
  child.stdin?.end('input');
  const end = await closed(child);
  const streams = child.stdio.map((stream) => stream?.constructor.name ?? null);
  return { error, end, streams, outputs: (await Promise.all(outputs)).map((bytes) => bytes.toString('latin1')) };
}

async function compare(file: string, args: string[], options: SpawnOptions): Promise<void> {
  const expected = await outcome(() => native.spawn(file, args, options));
  deepStrictEqual(await outcome(() => jailed.spawn(file, args, options)), expected);
}

/** Strings of every character that an argument can hold, with many of those that somebody treats specially. */
const oddText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...'%=\n\r\t "\'\\$`*?[]{}()<>|&;~#!-'.split(''),
      '%0A',
      '%25',
      '\u007f',
      '\u0080',
      'ÿ',
      '\ud800',
      '😀',
    ),
    fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => text !== '\0'),
  ),
  maxLength: 30,
});

const variableName = oddText.map((text) => text.replaceAll('=', '').replaceAll('\0', '')).filter((name) => name !== '');

describe('generated uses of spawn', () => {
  it('passes arguments byte by byte', () =>
    fc.assert(
      fc.asyncProperty(fc.array(oddText, { maxLength: 12 }), (args) =>
        compare('perl', ['-e', PRINT_ARGUMENTS, '--', ...args], {}),
      ),
      runs,
    ));

  it('passes environments byte by byte', () =>
    fc.assert(
      fc.asyncProperty(fc.dictionary(variableName, oddText, { maxKeys: 12, noNullPrototype: true }), (env) =>
        compare('/bin/cat', ['/proc/self/environ'], { env }),
      ),
      runs,
    ));

  it('lays out stdio as asked', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('pipe', 'ignore', 'overlapped', 'file', null, undefined), { maxLength: 9 }),
        async (words) => {
          const fds = words.map((word) => (word === 'file' ? openSync(join(place, 'file'), 'a+') : undefined));
          const stdio = words.map((word, index) => fds[index] ?? word);
          await compare('perl', ['-e', PRINT_DESCRIPTORS], { stdio: stdio as never });
          for (const fd of fds) if (fd !== undefined) closeSync(fd);
        },
      ),
      runs,
    ));

  it('ends as the program ends', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: 0, max: 255 }).map((code) => `exit ${code}`),
          fc
            .constantFrom('HUP', 'INT', 'KILL', 'USR1', 'USR2', 'ALRM', 'TERM', 'PIPE', 'SEGV')
            .map((name) => `ulimit -c 0; kill -${name} $$`),
        ),
        fc.boolean(),
        (command, detached) => compare('sh', ['-c', `cat; ${command}`], { detached }),
      ),
      runs,
    ));

  it('gives synchronous results of the same shape', () =>
    fc.assert(
      fc.property(
        fc.array(oddText, { maxLength: 6 }),
        fc.uint8Array({ maxLength: 2000 }),
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom('utf8' as const, 'buffer' as const, 'latin1' as const, 'hex' as const),
        (args, input, code, encoding) => {
          const run = (cp: ChildProcessModule): unknown => {
            const script = `printf '%s\\n' "$@" >&2; cat; exit ${code}`;
            const { pid, ...rest } = cp.spawnSync('sh', ['-c', script, 'sh', ...args], { input, encoding });
            return { ...rest, hasPid: pid > 0 };
          };
          deepStrictEqual(run(jailed), run(native as ChildProcessModule));
        },
      ),
      runs,
    ));

  it('runs what is found and fails for what is not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          oddText,
          oddText.map((name) => `/${name}`),
          oddText.map((name) => `./${name}`),
        ),
        (file) => compare(file, [], { cwd: place }),
      ),
      runs,
    ));
});

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchReport } from '../../src/cli/bench-report.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';

const command = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const own = ['--import', import.meta.resolve('tsx'), command, 'bench'];
const POLL_MS = 20;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what a terminal is told.
const BOLD = /\u001b\[1m/;

function bench(ground: Ground, ...words: string[]) {
  const env = { ...process.env, FORCE_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...own, ...words], {
    cwd: ground.jail,
    encoding: 'utf8',
    input: 'from the caller\n',
    env,
  });
  return { status, stdout, stderr };
}

function measure(ground: Ground, ...words: string[]): BenchReport {
  const { status, stdout, stderr } = bench(ground, '--json', ...words);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as BenchReport;
}

const linesOf = (ground: Ground, name: string): string[] => {
  const file = path.join(ground.jail, name);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
};

test('it runs the command in rounds, after a run of each that does not count', () =>
  onGround((ground) => {
    const report = measure(ground, '--runs', '4', '--', 'sh', '-c', 'pwd >> runs');
    assert.deepEqual(linesOf(ground, 'runs'), Array(10).fill(ground.jail));
    const { rounds, native, jailed, ratio, isComparable } = report;
    assert.deepEqual([rounds, native.timesMs.length, jailed.timesMs.length, isComparable], [4, 4, 4, true]);
    assert.deepEqual([native.endings, jailed.endings], Array(2).fill([{ code: 0, signal: null }]));
    assert.deepEqual([jailed.jailbreaks, jailed.enforcement?.areas.files], [0, 'full']);
    assert.equal(ratio, jailed.medianMs / native.medianMs);
    assert.deepEqual([report.command, report.cwd], [['sh', '-c', 'pwd >> runs'], ground.jail]);
  }));

test('it measures as long as the command takes', () =>
  onGround((ground) => {
    const { native, jailed } = measure(ground, '--runs', '1', 'sleep', '0.2');
    for (const { timesMs } of [native, jailed])
      assert.deepEqual(
        timesMs.map((timeMs) => timeMs >= 200),
        [true],
      );
  }));

test('every other run is in a jail, and what the jail refused is said', () =>
  onGround((ground) => {
    const words = ['--runs', '2', '--on-jailbreak', 'deny', '--', 'sh', '-c', `cat ${ground.secret} >> got; true`];
    const { status, stdout, stderr } = bench(ground, ...words);
    assert.deepEqual([status, linesOf(ground, 'got')], [0, Array(3).fill(ground.canary)]);
    assert.match(stdout, /^2 times with and 2 times without a jail, in /m);
    assert.match(stdout, /^The jail refused it something, up to once in a run/m);
    assert.match(stderr, /^jailkeeper: jailbreak: read \S+\/secret by \S+cat \(pid \d+, openat\): denied\n$/);
    const { jailed, isComparable } = measure(ground, ...words);
    assert.deepEqual([jailed.jailbreaks, jailed.refused, isComparable], [1, 1, false]);
  }));

test('what is only recorded is said too', () =>
  onGround((ground) => {
    const words = ['--runs', '1', '--on-jailbreak', 'log', '--', 'cat', ground.secret, ground.secret];
    const { jailed, isComparable } = measure(ground, ...words);
    assert.deepEqual([jailed.jailbreaks, jailed.refused, isComparable], [2, 0, true]);
  }));

test('many attempts are counted and not all told', () =>
  onGround((ground) => {
    const line = `for i in 1 2 3 4 5 6 7 8; do echo x > ${ground.outside}/new-$i; done 2>/dev/null; true`;
    const { stdout, stderr } = bench(ground, '--runs', '1', '--on-jailbreak', 'deny', '--', 'sh', '-c', line);
    assert.equal(stderr.split('\n').filter((told) => told.includes('/new-')).length, 5);
    assert.match(stderr, /^jailkeeper: and 3 jailbreaks more$/m);
    assert.match(stdout, /up to 8 times in a run/);
  }));

test('who is killed in the jail is not measured, and not run without one', () =>
  onGround((ground) => {
    const { status, stdout, stderr } = bench(ground, '--', 'sh', '-c', `echo x >> runs; cat ${ground.secret} > got`);
    assert.deepEqual([status, stdout, linesOf(ground, 'runs'), linesOf(ground, 'got')], [121, '', ['x'], []]);
    assert.match(stderr, /: killed\njailkeeper: Nothing was measured: .*--on-jailbreak log\.\n$/);
  }));

test('different exit codes are said', () =>
  onGround((ground) => {
    const words = ['--runs', '1', '--on-jailbreak', 'deny', '--', 'sh', '-c', `cat ${ground.secret} || exit 7`];
    assert.match(
      bench(ground, ...words).stdout,
      /^It does not end alike: exit code 0 without a jail, exit code 7 in it\.$/m,
    );
  }));

test('input is empty, output is hidden, and shown on standard error only', () =>
  onGround((ground) => {
    const words = ['--runs', '1', '--', 'sh', '-c', 'cat > input; echo said; echo complained >&2'];
    const hidden = bench(ground, ...words);
    assert.equal(hidden.stderr, '');
    assert.deepEqual(linesOf(ground, 'input'), []);
    assert.equal(existsSync(path.join(ground.jail, 'input')), true);
    const shown = bench(ground, '--show', '--json', ...words);
    assert.equal(shown.stderr, 'said\ncomplained\n'.repeat(4));
    assert.equal((JSON.parse(shown.stdout) as BenchReport).rounds, 1);
  }));

test('a command that cannot start is an error', () =>
  onGround((ground) => {
    const { status, stdout, stderr } = bench(ground, '--', 'no-such-command', 'x');
    assert.deepEqual([status, stdout, stderr], [127, '', 'jailkeeper: spawn no-such-command ENOENT\n']);
    writeFileSync(path.join(ground.jail, 'text'), 'text', { mode: 0o644 });
    assert.equal(bench(ground, './text').status, 126);
    assert.equal(bench(ground, 'touch runs').status, 127);
  }));

const mistakes: readonly (readonly [string[], RegExp])[] = [
  [['--runs', '0'], /^jailkeeper: --runs takes a number from 1 to 1000000, not 0\. See jailkeeper --help\.\n$/],
  [['--rnus', '3'], /^jailkeeper: Unknown option '--rnus'/],
  [['--metadata', 'maybe'], /^jailkeeper: The policy is not usable: .*metadata/],
  [['--policy', '/no/such'], /^jailkeeper: The policy could not be read: /],
];

for (const [words, said] of mistakes)
  test(`nothing runs with ${words.join(' ')}`, () =>
    onGround((ground) => {
      const { status, stdout, stderr } = bench(ground, ...words, '--', 'sh', '-c', 'echo x >> runs');
      assert.deepEqual([status, stdout, linesOf(ground, 'runs')], [122, '', []]);
      assert.match(stderr, said);
    }));

/** Standard output and standard error are a terminal. */
function atTerminal(ground: Ground, env: Record<string, string>): string {
  const line = [process.execPath, ...own, '--runs', '2', 'true'].join(' ');
  const { NO_COLOR, ...rest } = process.env;
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: ground.jail,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...rest, SHELL: '/bin/sh', TERM: 'xterm', ...env },
  });
  return stdout;
}

test('a terminal gets colours and the rounds as they pass, also where Node itself would give none', () =>
  onGround((ground) => {
    const output = atTerminal(ground, { CI: 'true' });
    assert.match(output, /round 2 of 2/);
    assert.match(output, BOLD);
  }));

test('a terminal with NO_COLOR gets no colours', () =>
  onGround((ground) => {
    const output = atTerminal(ground, { NO_COLOR: '1' });
    assert.match(output, /round 2 of 2/);
    assert.doesNotMatch(output, BOLD);
  }));

test('nobody else gets them', () =>
  onGround((ground) => {
    const { stdout, stderr } = bench(ground, '--runs', '2', 'true');
    assert.match(stdout, /^ {2}ratio +\d+\.\d\d × +\d+\.\d\d × to \d+\.\d\d ×$/m);
    assert.equal(stdout.includes('\u001b'), false);
    assert.equal(stderr, '');
  }));

async function waitForPid(ground: Ground, child: ChildProcess): Promise<number> {
  while (child.exitCode === null && linesOf(ground, 'pid').length === 0) await delay(POLL_MS);
  return Number(linesOf(ground, 'pid')[0]);
}

test('who ends it ends the command that runs without a jail', () =>
  onGround(async (ground) => {
    // Only without a jail it gets as far as to wait.
    const line = `cat ${ground.secret} && echo $$ > pid && exec sleep 600`;
    const words = [...own, '--on-jailbreak', 'deny', '--', 'sh', '-c', line];
    const child = spawn(process.execPath, words, { cwd: ground.jail, stdio: 'ignore' });
    const pid = await waitForPid(ground, child);
    assert.equal(existsSync(`/proc/${pid}`), true);
    child.kill('SIGTERM');
    const [code, signal] = await once(child, 'exit');
    assert.deepEqual([code, signal], [null, 'SIGTERM']);
    while (existsSync(`/proc/${pid}`)) await delay(POLL_MS);
  }));

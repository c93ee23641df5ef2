// Coverage-guided fuzzing of the keeper: `npm run fuzz -- [--seconds N] [--target NAME]... [--jobs N]`.
// Every target gets its share of the time, begins with its seeds and with what earlier runs found, and stops at what it
// finds. Ends with a table, and with status 1 when something was found.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { missingTools } from './prerequisites.mjs';
import { fail } from './set-up.mjs';

const TARGETS = ['order', 'resolver', 'rules', 'patterns', 'foreign'];
const PLATFORM = 'x86_64-unknown-linux-gnu';
/** One input may take so long, on a machine that has other things to do. */
const SLOWEST_INPUT_SECONDS = 20;
const MEMORY_MEGABYTES = 2048;
const PROGRESS_MS = 60_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const fuzz = join(root, 'fuzz');

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string', multiple: true, default: TARGETS },
    jobs: { type: 'string', default: '1' },
  },
});

function parseNumber(name) {
  const number = Number(options[name]);
  if (!Number.isInteger(number) || number < 1) fail([`--${name} is a whole number, at least 1.`]);
  return number;
}

function checkPrerequisites() {
  const messages = missingTools(['cargo', 'cc']);
  const runs = (...args) => spawnSync('cargo', args, { stdio: 'ignore' }).status === 0;
  if (messages.length === 0 && !runs('+nightly', '--version')) {
    messages.push('Fuzzing needs a nightly Rust: `rustup toolchain install nightly --profile minimal`.');
  }
  if (messages.length === 0 && !runs('fuzz', '--version')) {
    messages.push('Fuzzing needs cargo-fuzz: `cargo install cargo-fuzz --locked`.');
  }
  const unknown = options.target.filter((name) => !TARGETS.includes(name));
  if (unknown.length > 0) messages.push(`There is no target ${unknown.join(', ')}. Targets are ${TARGETS.join(', ')}.`);
  if (messages.length > 0) fail(messages);
}

function build() {
  // The keeper is safe Rust but for its system calls: without a sanitizer each second holds many more inputs.
  const args = ['+nightly', 'fuzz', 'build', '--sanitizer', 'none', '--fuzz-dir', fuzz];
  if (spawnSync('cargo', args, { cwd: root, stdio: 'inherit' }).status !== 0) fail(['cargo fuzz build failed.']);
}

const count = (directory) => (existsSync(directory) ? readdirSync(directory).length : 0);

/** Where trees are built and removed thousands of times a second. */
const temporary = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Runs one target. Its last line of status says what was reached. */
function run(target, seconds) {
  const place = (kind) => join(fuzz, kind, target);
  for (const kind of ['corpus', 'artifacts']) mkdirSync(place(kind), { recursive: true });
  const earlier = count(place('artifacts'));
  const dictionary = join(fuzz, 'dictionaries', `${target}.dict`);
  const args = [
    place('corpus'),
    place('seeds'),
    `-max_total_time=${seconds}`,
    `-artifact_prefix=${place('artifacts')}/`,
    `-timeout=${SLOWEST_INPUT_SECONDS}`,
    `-rss_limit_mb=${MEMORY_MEGABYTES}`,
    '-print_final_stats=1',
    ...(existsSync(dictionary) ? [`-dict=${dictionary}`] : []),
  ];
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(join(fuzz, 'target', PLATFORM, 'release', target), args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: temporary },
    });
    setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let [text, status] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (piece) => {
      text = (text + piece).slice(-20_000);
      status =
        text
          .match(/#\d+\t\w+ +cov: .*\n/g)
          ?.at(-1)
          ?.trim() ?? status;
    });
    const progress = setInterval(() => console.log(`${target}: ${status}`), PROGRESS_MS);
    child.on('close', (code) => {
      clearInterval(progress);
      const read = (pattern) => Number(pattern.exec(text)?.[1] ?? pattern.exec(status)?.[1] ?? 0);
      const elapsed = (performance.now() - started) / 1000;
      const executions = read(/stat::number_of_executed_units: (\d+)/) || Number(/#(\d+)/.exec(status)?.[1] ?? 0);
      const findings = count(place('artifacts')) - earlier;
      if (code !== 0)
        console.error(`${text.slice(-4000)}\n${target} ended with ${code}: see ${relative(root, place('artifacts'))}`);
      resolve({
        target,
        seconds: Math.round(elapsed),
        executions,
        'per second': Math.round(executions / elapsed),
        edges: Number(/cov: (\d+)/.exec(status)?.[1] ?? 0),
        corpus: count(place('corpus')),
        findings: code === 0 ? findings : Math.max(findings, 1),
      });
    });
  });
}

const [seconds, jobs] = [parseNumber('seconds'), parseNumber('jobs')];
checkPrerequisites();
build();
const waiting = [...options.target];
const share = Math.max(1, Math.floor((seconds * Math.min(jobs, waiting.length)) / waiting.length));
const results = [];
console.log(`${waiting.join(', ')}: ${share} seconds each, ${jobs} at a time`);
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      results.push(await run(target, share));
    }
  }),
);
console.table(results);
process.exit(results.every(({ findings }) => findings === 0) ? 0 : 1);

// Runs the escape suite, and the promises in test/jail, as on older kernels: every class at every ABI of Landlock, as root and
// as an ordinary user, and prints the matrix. `npm run test:abis -- --abi 1,3 --class races,sockets --user ordinary --json`

import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asOrdinaryUser } from './ordinary-user.mjs';
import { fail } from './set-up.mjs';

const TIMEOUT_MS = 30 * 60 * 1000;
const PRELOADS = ['--import', 'tsx', '--import', './test/stage/older-kernel.ts'];

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const isRoot = process.getuid?.() === 0;

function testsIn(folder) {
  const names = readdirSync(join(root, 'test', folder)).filter((name) => name.endsWith('.test.ts'));
  return names.sort().map((name) => join('test', folder, name));
}

// That one caps the ABI by itself.
const promises = testsIn('jail').filter((file) => !file.includes('an-older-landlock'));
const classes = new Map(testsIn('escape').map((file) => [/([^/]+)\.test\.ts$/.exec(file)[1], [file]]));
classes.set('jail', promises);

const users = new Map([
  ['root', (body) => body(root, { env: process.env })],
  ['ordinary', isRoot ? (body) => asOrdinaryUser(root, body) : (body) => body(root, { env: process.env })],
]);

function kernelAbi() {
  const source = `import { kernelAbi } from './test/stage/landlock.ts'; console.log(kernelAbi());`;
  const args = [...PRELOADS, '--input-type=module', '--eval', source];
  return Number(spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout);
}

/** `1,3-5` is 1, 3, 4, 5. */
function parseAbis(text, highest) {
  const abis = text.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return Number.isInteger(first) && Number.isInteger(last)
      ? Array.from({ length: last - first + 1 }, (_, index) => first + index)
      : [Number.NaN];
  });
  const wrong = abis.filter((abi) => !(abi >= 0 && abi <= highest));
  if (abis.length === 0 || wrong.length > 0)
    fail([`--abi ${text}: this kernel can be taken for one of ABI 0 (without Landlock) to ${highest}.`]);
  return abis;
}

function parseNames(option, text, known) {
  const names = text?.split(',') ?? known;
  const wrong = names.filter((name) => !known.includes(name));
  if (wrong.length > 0) fail([`--${option}: there is no ${wrong.join(', ')}. There are ${known.join(', ')}.`]);
  return names;
}

function parseOptions(args) {
  const word = { type: 'string' };
  const options = { abi: word, class: word, user: word, json: { type: 'boolean', default: false } };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    return fail([error.message]);
  }
}

async function runClass(abi, files, tree, { env, ...identity }) {
  const reporter = `--test-reporter=${join(tree, 'scripts', 'outcome-reporter.mjs')}`;
  const args = [...PRELOADS, '--test', reporter, '--test-concurrency=1', `--test-timeout=${TIMEOUT_MS}`, ...files];
  const startMs = Date.now();
  const child = spawn(process.execPath, args, {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, JAILKEEPER_TEST_LANDLOCK_ABI: String(abi) },
    ...identity,
  });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  const outcomes = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"name":')) outcomes.push(JSON.parse(line));
    else console.error(line);
  }
  const status = await ended;
  const failures = outcomes.filter(({ causes }) => causes.length > 0);
  if (status !== 0 && failures.length === 0)
    failures.push({ name: 'the run itself', causes: [`ended with ${status}`] });
  if (outcomes.length === 0) failures.push({ name: 'the run itself', causes: ['nothing was run'] });
  return { tricks: outcomes.length, failures, seconds: (Date.now() - startMs) / 1000 };
}

function describe({ tricks, failures, seconds }) {
  const result = failures.length === 0 ? `${tricks} pass` : `**${failures.length} of ${tricks} fail**`;
  return `${result}, ${seconds.toFixed(0)} s`;
}

function matrixOf(results, abis) {
  const rows = new Map();
  for (const result of results) {
    const row = `| ${result.class} | ${result.user} |`;
    rows.set(row, [...(rows.get(row) ?? []), describe(result)]);
  }
  return [
    `| class | user | ${abis.map((abi) => `ABI ${abi}`).join(' | ')} |`,
    `|---|---|${abis.map(() => '---|').join('')}`,
    ...[...rows].map(([row, cells]) => `${row} ${cells.join(' | ')} |`),
  ].join('\n');
}

const options = parseOptions(process.argv.slice(2));
const highest = kernelAbi();
const abis = parseAbis(options.abi ?? `1-${highest}`, highest);
const names = parseNames('class', options.class, [...classes.keys()]);
const knownUsers = isRoot ? ['root', 'ordinary'] : ['ordinary'];
const runs = parseNames('user', options.user, knownUsers);

const results = [];
for (const user of runs) {
  await users.get(user)(async (tree, identity) => {
    for (const abi of abis) {
      for (const name of names) {
        const result = { class: name, abi, user, ...(await runClass(abi, classes.get(name), tree, identity)) };
        results.push(result);
        console.error(`ABI ${abi}, ${user}, ${name}: ${describe(result)}`);
        for (const failure of result.failures) console.error(`  ${failure.name}\n    ${failure.causes.join('\n    ')}`);
      }
    }
  });
}

const head = { date: new Date().toISOString().slice(0, 10), kernel: release(), landlock: highest };
if (options.json) console.log(JSON.stringify({ ...head, results }));
else console.log(`\n${head.date}, Linux ${head.kernel}, Landlock ABI ${highest}\n\n${matrixOf(results, abis)}`);
process.exitCode = results.some(({ failures }) => failures.length > 0) ? 1 : 0;

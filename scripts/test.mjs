// Runs the tests: `node scripts/test.mjs [SUITE...]`, all of them by default; `keeper` is cargo's, the others are node's.
// Checks first what npm cannot bring, then installs what it can, then builds. Started by root, the jail, escape, differential
// and latex suites run a second time as an ordinary user: most people are one.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asOrdinaryUser, ORDINARY_USER } from './ordinary-user.mjs';
import { missingTex, missingTools } from './prerequisites.mjs';
import { fail, setUp } from './set-up.mjs';

const SUITES = ['keeper', 'unit', 'jail', 'escape', 'differential', 'latex', 'drop-in', 'package'];
const ORDINARY_SUITES = ['jail', 'escape', 'differential', 'latex'];
/** A service that compiles LaTeX is among the drop-in tests. */
const TEX_SUITES = ['latex', 'drop-in'];
const TIMEOUT_MS = 10 * 60 * 1000;
/** Files at once: half of them wait for a process most of the time. */
const FILES_AT_ONCE = 2;

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

function parseSuites(names) {
  const unknown = names.filter((name) => !SUITES.includes(name));
  if (unknown.length > 0) fail([`There is no suite ${unknown.join(', ')}. Suites are ${SUITES.join(', ')}.`]);
  return names.length === 0 ? SUITES : names;
}

function run(command, args, options) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) fail([error.message]);
  return signal ? 1 : status;
}

function listTests(tree, suites) {
  const folders = suites.map((suite) => join(tree, 'test', suite)).filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(relative(tree, folder), name)),
  );
}

function runTests(tree, suites, options) {
  const files = listTests(tree, suites).sort();
  if (files.length === 0) fail([`There are no tests in ${suites.join(', ')}.`]);
  const args = [
    '--import',
    'tsx',
    '--test',
    // On a pipe too: it names what failed once more at its end, where people look.
    '--test-reporter=spec',
    `--test-concurrency=${FILES_AT_ONCE}`,
    `--test-timeout=${TIMEOUT_MS}`,
    ...files,
  ];
  return run(process.execPath, args, { cwd: tree, ...options });
}

const suites = parseSuites(process.argv.slice(2));
const needsTex = suites.some((suite) => TEX_SUITES.includes(suite));
const missing = setUp([
  ...(needsTex ? missingTex(SUITES.filter((suite) => !TEX_SUITES.includes(suite))) : []),
  ...(suites.includes('differential') ? missingTools(['strace']) : []),
]);
if (missing.length > 0) fail(missing);

for (const script of ['build-keeper.mjs', 'build-library.mjs']) {
  if (run(process.execPath, [join(root, 'scripts', script)]) !== 0) fail([`${script} failed, see above.`]);
}

let status = 0;
if (suites.includes('keeper')) status = run('cargo', ['test', '--locked'], { cwd: join(root, 'keeper') });
const nodeSuites = suites.filter((suite) => suite !== 'keeper');
if (nodeSuites.length > 0) status = runTests(root, nodeSuites) || status;
const ordinarySuites = suites.filter((suite) => ORDINARY_SUITES.includes(suite));
if (process.getuid?.() === 0 && ordinarySuites.length > 0) {
  console.log(`\nThe same as an ordinary user (${ORDINARY_USER}): ${ordinarySuites.join(', ')}`);
  status = (await asOrdinaryUser(root, (tree, user) => runTests(tree, ordinarySuites, user))) || status;
}
process.exit(status);

// Runs every race, one after another: `node scripts/test-races.mjs [--rounds 100000] [--only WORD] [--report FILE]`. Started
// by root, as root and then as an ordinary user. Says at the end in a table how often each was seen and how often it was
// won; FILE gets the same as a JSON object on a line for each, as soon as it is over.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, release, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asOrdinaryUser } from './ordinary-user.mjs';

const RACES = join('test', 'escape', 'races');
const TIMEOUT_MS = 60 * 60 * 1000;

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const place = mkdtempSync(join(tmpdir(), 'jailkeeper-races-'));
chmodSync(place, 0o755);
const { rounds, only, report } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100000' },
    only: { type: 'string', default: '' },
    report: { type: 'string', default: join(place, 'report') },
  },
}).values;
writeFileSync(report, '');
chmodSync(report, 0o666);
process.env.JAILKEEPER_RACE_ROUNDS = rounds;
process.env.JAILKEEPER_RACE_REPORT = resolve(report);

function runRaces(tree, options) {
  const files = readdirSync(join(tree, RACES)).filter((name) => name.includes(only));
  const paths = files.sort().map((name) => join(RACES, name));
  const args = ['--import', 'tsx', '--test', '--test-concurrency=1', `--test-timeout=${TIMEOUT_MS}`, ...paths];
  return spawnSync(process.execPath, args, { cwd: tree, stdio: 'inherit', ...options }).status ?? 1;
}

const readResults = () =>
  readFileSync(report, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const printRow = (cells) => console.log(`| ${cells.join(' | ')} |`);

function printTable(results) {
  console.log(`\n${new Date().toISOString().slice(0, 10)}, Linux ${release()}, ${availableParallelism()} processors\n`);
  printRow(['race', 'user', 'rounds', 'attempts seen', 'won in the jail', 'won without a jail', 'of', 'seconds']);
  printRow(['---', '---', ...Array(6).fill('--:')]);
  for (const { race, user, rounds, attempts, winsJailed, winsUnjailed, roundsUnjailed, seconds } of results) {
    const who = user === 0 ? 'root' : 'ordinary';
    printRow([race, who, rounds, attempts, winsJailed, winsUnjailed, roundsUnjailed, seconds.toFixed(1)]);
  }
}

try {
  const statuses = [runRaces(root, {})];
  if (process.getuid?.() === 0) statuses.push(await asOrdinaryUser(root, runRaces));
  printTable(readResults());
  process.exitCode = Math.max(...statuses);
} finally {
  rmSync(place, { recursive: true, force: true });
}

// What a fresh clone needs before anything runs: first what npm cannot bring, then what it can. Installs only where nothing
// is installed yet; on its own: `node scripts/set-up.mjs`, which `npm run demo` does first.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { missingPrerequisites } from './prerequisites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// npm writes it when everything else is in its place.
const installed = fileURLToPath(new URL('../node_modules/.package-lock.json', import.meta.url));

/** What is in the way, a message each, `more` among them. Nothing: everything is there. */
export function setUp(more = []) {
  const missing = [...missingPrerequisites(), ...more];
  if (missing.length > 0 || existsSync(installed)) return missing;
  console.log('Installing the development tools with `npm ci` ...');
  const { status, error } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], { cwd: root, stdio: 'inherit' });
  return status === 0 ? [] : [`\`npm ci\` failed${error ? `: ${error.message}` : ', see above'}.`];
}

export function fail(messages) {
  for (const message of messages) console.error(`jailkeeper: ${message}`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = setUp();
  if (missing.length > 0) fail(missing);
}

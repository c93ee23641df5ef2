// Builds the native keeper and puts it where the package looks for it.

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingTools } from './prerequisites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const keeper = join(root, 'keeper');
const target = join(root, 'native', `${process.platform}-${process.arch}`, 'jailkeeper-keeper');

function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const missing = missingTools(['cargo']);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}

run('cargo', ['build', '--release', '--locked'], { cwd: keeper });
mkdirSync(dirname(target), { recursive: true });
// In one step, so that a jail that starts meanwhile has the old keeper or the new one.
const fresh = `${target}.new`;
copyFileSync(join(keeper, 'target', 'release', 'jailkeeper-keeper'), fresh);
if (missingTools(['strip']).length === 0) run('strip', [fresh]);
chmodSync(fresh, 0o755);
renameSync(fresh, target);

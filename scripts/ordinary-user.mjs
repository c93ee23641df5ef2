// A place from which an ordinary user can run the tests: most people are one.

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ORDINARY_USER = 65534;

/** Whether the ordinary user can read the tree where it is. */
function isReadableByOrdinaryUser(root) {
  const { status } = spawnSync(
    process.execPath,
    ['-e', `process.chdir(${JSON.stringify(root)}); require('node:fs').readdirSync('test')`],
    {
      cwd: '/',
      uid: ORDINARY_USER,
      gid: ORDINARY_USER,
    },
  );
  return status === 0;
}

const COPIED = [
  'package.json',
  'tsconfig.json',
  'src',
  'test',
  'native',
  'protocol',
  'examples',
  'scripts',
  'dist',
  'node_modules',
];

function copyTree(root, target) {
  for (const name of COPIED) {
    if (existsSync(join(root, name)))
      cpSync(join(root, name), join(target, name), { recursive: true, verbatimSymlinks: true });
  }
}

/** Calls `body` with the tree to work in and what a child process needs to be that user; clears away afterwards. */
export async function asOrdinaryUser(root, body) {
  const place = mkdtempSync(join(tmpdir(), 'jailkeeper-ordinary-'));
  try {
    chmodSync(place, 0o755);
    const home = join(place, 'home');
    const temporary = join(place, 'tmp');
    for (const directory of [home, temporary]) {
      mkdirSync(directory, { mode: 0o700 });
      chownSync(directory, ORDINARY_USER, ORDINARY_USER);
    }
    const tree = isReadableByOrdinaryUser(root) ? root : join(place, 'tree');
    if (tree !== root) copyTree(root, tree);
    const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('JAILKEEPER_')));
    const env = { ...settings, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: home, TMPDIR: temporary };
    return await body(tree, { uid: ORDINARY_USER, gid: ORDINARY_USER, env });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

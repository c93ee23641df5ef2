// The package as it is published, and as its users import it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'jailkeeper-test-'));
const installed = join(place, 'node_modules', 'jailkeeper');
after(() => rmSync(place, { recursive: true }));

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const npm = ['pack', '--json', '--ignore-scripts', '--pack-destination', place];
const [packed] = JSON.parse(execFileSync('npm', npm, { cwd: root, encoding: 'utf8' })) as Packed[];
assert.ok(packed, 'one package');
mkdirSync(installed, { recursive: true });
execFileSync('tar', ['-xzf', join(place, packed.filename), '--strip-components=1', '-C', installed]);

const tool = (name: string): string => join(root, 'node_modules', '.bin', name);

function run(name: string, source: string): string {
  writeFileSync(join(place, name), source);
  return execFileSync(process.execPath, [name], { cwd: place, encoding: 'utf8' }).trim();
}

describe('the package', () => {
  it('holds the library, the keeper and nothing of the workshop', () => {
    const paths = packed.files.map(({ path }) => path);
    assert.equal(paths.includes('dist/index.js'), true);
    assert.equal(paths.includes('dist/index.d.ts'), true);
    assert.equal(paths.includes('native/linux-x64/jailkeeper-keeper'), true);
    const workshop = paths.filter((path) => /^(src|test|keeper|scripts|bench|docs|protocol)\//.test(path));
    assert.deepEqual(workshop, []);
  });

  it('needs no other package', () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    assert.deepEqual(dependencies, {});
  });

  it('runs nothing when it is installed', () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) assert.ok(!(name in scripts), name);
  });

  it('is the class for require()', () => {
    const source = `const JailKeeper = require('jailkeeper');
      console.log(new JailKeeper().execFileSync('echo', ['x'], { encoding: 'utf8' }).trim(),
        JailKeeper === JailKeeper.JailKeeper, typeof JailKeeper.JailKeeperError);`;
    assert.equal(run('class.cjs', source), 'x true function');
  });

  it('is the class for import, by name and by default', () => {
    const source = `import JailKeeper, { JailKeeper as Named, JailKeeperError } from 'jailkeeper';
      console.log(JailKeeper === Named, new JailKeeper().spawnSync('true').status, typeof JailKeeperError);`;
    assert.equal(run('class.mjs', source), 'true 0 function');
  });

  it('has everything that child_process has', () => {
    const source = `import * as jailed from 'jailkeeper/child_process'; import * as native from 'node:child_process';
      import { createRequire } from 'node:module';
      const required = createRequire(import.meta.url)('jailkeeper/child_process');
      const lacks = (names) => Object.keys(native.default).filter((name) => !(name in names));
      console.log(lacks(jailed).concat(lacks(required), lacks(jailed.default)).length,
        jailed.ChildProcess === native.ChildProcess, required.spawn === jailed.spawn);`;
    assert.equal(run('drop-in.mjs', source), '0 true true');
  });

  it('can be registered', () => {
    writeFileSync(join(place, 'application.cjs'), `require('child_process').execFileSync('cat', ['/etc/passwd'])`);
    const args = ['--import', 'jailkeeper/register', 'application.cjs'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /jailbreak: read \/etc\/passwd by/);
  });

  it('has a command', () => {
    const command = join(installed, 'dist', 'cli', 'main.js');
    assert.equal(execFileSync(command, ['--', 'echo', 'x'], { cwd: place, encoding: 'utf8' }), 'x\n');
  });

  it('has types that a strict program can use', () => {
    const types = join(place, 'node_modules', '@types');
    mkdirSync(types, { recursive: true });
    symlinkSync(join(root, 'node_modules', '@types', 'node'), join(types, 'node'));
    symlinkSync(join(root, 'node_modules', 'undici-types'), join(place, 'node_modules', 'undici-types'));
    cpSync(new URL('./types/', import.meta.url), place, { recursive: true });
    const { status, stdout } = spawnSync(tool('tsc'), ['-p', place], { encoding: 'utf8' });
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });

  it('satisfies publint', () => {
    const { status, stdout } = spawnSync(tool('publint'), ['--strict', installed], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });

  it('satisfies attw', () => {
    const args = [join(place, packed.filename), '--profile', 'esm-only', '--format', 'ascii'];
    const { status, stdout } = spawnSync(tool('attw'), args, { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
});

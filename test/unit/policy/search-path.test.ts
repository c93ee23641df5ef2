import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { allowSearchPath, resolveSearchPath } from '../../../src/policy/search-path.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
const home = join(place, 'home');
const tool = join(place, 'tool');
for (const directory of [join(home, 'bin'), join(tool, 'bin'), join(tool, 'shims')])
  mkdirSync(directory, { recursive: true });
symlinkSync(join(tool, 'bin'), join(place, 'link'));
after(() => rmSync(place, { recursive: true }));

const allowed = (...directories: string[]): string[] => allowSearchPath(directories, home).map(({ path }) => path);

describe('a directory in PATH', () => {
  it('is a directory of programs', () => {
    assert.deepEqual(resolveSearchPath(`${tool}/bin:${home}/bin`, home), [`${tool}/bin`, `${home}/bin`]);
  });

  it('counts once, by its real name', () => {
    assert.deepEqual(resolveSearchPath(`${place}/link:${tool}/bin`, home), [`${tool}/bin`]);
  });

  for (const broad of ['/', '/etc', '/tmp', '/var', '/home', '/root', '/usr', '/proc', '/tmp/../etc']) {
    it(`does not open ${broad}`, () => assert.deepEqual(resolveSearchPath(broad, home), []));
  }

  it('does not open the home directory, nor what holds it', () => {
    assert.deepEqual(resolveSearchPath(`${home}:${place}`, home), []);
  });

  it('that is relative, empty or missing does not count', () => {
    assert.deepEqual(resolveSearchPath(`:.:bin:${place}/missing`, home), []);
  });

  it('brings the libraries beside it', () => {
    assert.deepEqual(allowed(`${tool}/bin`), [`${tool}/bin`, `${tool}/lib`, `${tool}/libexec`]);
  });

  it('brings what a version manager starts', () => assert.deepEqual(allowed(`${tool}/shims`), [`${tool}/shims`, tool]));

  it('brings nothing of the home directory', () => assert.deepEqual(allowed(`${home}/bin`), [`${home}/bin`]));
});

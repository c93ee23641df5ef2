import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { resolveExisting, resolveRules } from '../../../src/policy/rules.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
mkdirSync(join(place, 'real'));
symlinkSync('real', join(place, 'link'));
after(() => rmSync(place, { recursive: true }));

const pathsOf = (...rules: string[]): readonly string[] => resolveRules(rules, '/here').paths;

describe('a rule', () => {
  it('that is a path is relative to the caller', () => assert.deepEqual(pathsOf('a/../b', '.'), ['/here/b', '/here']));
  it('that is absolute stays', () => assert.deepEqual(pathsOf('/usr/lib/'), ['/usr/lib']));
  it('begins with ~ at home', () => assert.deepEqual(pathsOf('~', '~/x'), [homedir(), join(homedir(), 'x')]));
  it('has a ~ elsewhere as it is', () => assert.deepEqual(pathsOf('a~', '~a'), ['/here/a~', '/here/~a']));
  it('with escaped wildcards is a path', () => assert.deepEqual(pathsOf('/a\\*'), ['/a*']));
  it('that ends in /** is the directory', () => assert.deepEqual(pathsOf('/usr/**', '**'), ['/usr', '/here']));
  it('may be missing', () => assert.deepEqual(resolveRules(undefined, '/'), { paths: [], patterns: [] }));

  it('that is a RegExp loses the flags that give it a state', () => {
    assert.deepEqual(resolveRules([/a\/b/dgimsuy], '/').patterns, [{ source: 'a\\/b', flags: 'imsu' }]);
  });

  it('that is a glob is matched on canonical paths', () => {
    const [pattern] = resolveRules(join(place, 'link', '*.txt'), '/').patterns;
    assert.ok(pattern, 'a pattern');
    assert.equal(new RegExp(pattern.source, pattern.flags).test(join(place, 'real', 'a.txt')), true);
  });

  it('that is a glob is relative to the caller', () => {
    const [pattern] = resolveRules('*.txt', place).patterns;
    assert.ok(pattern, 'a pattern');
    assert.equal(new RegExp(pattern.source, pattern.flags).test(join(place, 'a.txt')), true);
  });

  it('cannot climb after a wildcard', () => {
    assert.throws(() => resolveRules('/tmp/*/../../etc', '/'), { code: 'ERR_JAIL_RULE' });
  });
});

describe('a path that does not exist', () => {
  it('is resolved as far as it does', () => {
    assert.equal(resolveExisting(join(place, 'link', 'no', 'such')), join(place, 'real', 'no', 'such'));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escapeText, isGlob, makeGlobPattern } from '../../../src/policy/glob.js';
import { matchPlainly } from './plain-glob.js';

function matches(glob: string, path: string, base = '/b'): boolean {
  const { source, flags } = makeGlobPattern(base, glob);
  return new RegExp(source, flags).test(path);
}

const MATCHING: readonly [glob: string, path: string][] = [
  ['*', '/b/a'],
  ['*', '/b/.hidden'],
  ['*', '/b/a/below/it'],
  ['*.tex', '/b/x.tex'],
  ['*.tex', '/b/.tex'],
  ['a?c', '/b/abc'],
  ['a?c', '/b/a☃c'],
  ['a?c', '/b/a\u{1f600}c'],
  ['a*', '/b/a\nb'],
  ['**/x', '/b/x'],
  ['**/x', '/b/1/2/x'],
  ['a/**/x', '/b/a/x'],
  ['a/**/x', '/b/a/1/2/x'],
  ['a/**', '/b/a/1/2'],
  ['[abc]', '/b/c'],
  ['[a-c]', '/b/b'],
  ['[!a-c]', '/b/d'],
  ['[^a-c]', '/b/d'],
  ['[]a]', '/b/]'],
  ['[a-]', '/b/-'],
  ['[.^$\\]]', '/b/]'],
  ['\\*', '/b/*'],
  ['a\\[b', '/b/a[b'],
  ['{a,b}*', '/b/{a,b}'],
  ['x-y*', '/b/x-y'],
];

const DIFFERENT: readonly [glob: string, path: string][] = [
  ['*', '/b'],
  ['*', '/bc/a'],
  ['*', '/a'],
  ['*.tex', '/b/x.texx'],
  ['*.tex', '/b/d/x.tex'],
  ['*.tex', '/b/xtex'],
  ['a?c', '/b/ac'],
  ['a?c', '/b/a/c'],
  ['[!a]', '/b//'],
  ['[.-0]x', '/b//x'],
  ['a[!b]c', '/b/a/c'],
  ['a[+-1]c', '/b/a/c'],
  ['**/x', '/b/1/yx'],
  ['\\*', '/b/a'],
  ['a', '/b/A'],
];

describe('a glob', () => {
  for (const [glob, path] of MATCHING)
    it(`${glob} matches ${JSON.stringify(path)}`, () => assert.equal(matches(glob, path), true));
  for (const [glob, path] of DIFFERENT) {
    it(`${glob} does not match ${JSON.stringify(path)}`, () => assert.equal(matches(glob, path), false));
  }

  it('takes the directory before it literally', () => {
    assert.equal(matches('*', '/a.c[x]/f', '/a.c[x]'), true);
    assert.equal(matches('*', '/abc[x]/f', '/a.c[x]'), false);
    assert.equal(matches('*', '/f', '/'), true);
  });

  it('with a bracket that is never closed is an error', () => {
    assert.throws(() => makeGlobPattern('/', 'a[b'), { code: 'ERR_JAIL_RULE' });
  });

  it('with a range that runs backwards is an error', () => {
    assert.throws(() => makeGlobPattern('/', '[z-a]'), { code: 'ERR_JAIL_RULE' });
  });

  it('is told from a path', () => {
    assert.equal(isGlob('a*'), true);
    assert.equal(isGlob('a?'), true);
    assert.equal(isGlob('a[b]'), true);
    assert.equal(isGlob('a\\*'), false);
    assert.equal(isGlob('a'), false);
  });

  it('never matches outside of its directory', () => {
    const glob = fc.string({ unit: fc.constantFrom('a', '*', '?', '[', ']', '!', '-', '.', '/', '\\') });
    const path = fc.string({ unit: fc.constantFrom('a', '.', '/', '-', 'b') });
    fc.assert(
      fc.property(glob, path, (rule, rest) => {
        let isMatch = false;
        try {
          isMatch = matches(rule, `/${rest}`, '/base');
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'ERR_JAIL_RULE');
        }
        assert.equal(isMatch, false);
      }),
    );
  });

  it('of plain characters matches exactly its own text and what is below', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const pattern = new RegExp(`^${escapeText(text)}$`, 'su');
        assert.equal(pattern.test(text), true);
        assert.equal(pattern.test(`${text}x`), false);
      }),
    );
  });

  it('means the same as to a plain matcher', () => {
    const piece = fc.constantFrom('*', '**', '?', 'a', 'b', '-', '.', '/', '[ab]', '[!a]', '[a-b]', '[!-.]', '[]a]');
    const glob = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    const path = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '.', '/', ']'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(glob, path, (rule, rest) => {
        // A path matches when it or a directory above it does.
        const ends = [...rest, '/'].flatMap((character, at) => (character === '/' ? [rest.slice(0, at)] : []));
        const expected = ends.some((end) => matchPlainly([...rule], [...end]));
        assert.equal(matches(rule, `/b/${rest}`), expected, `${rule} on ${rest}`);
      }),
      { numRuns: 5000 },
    );
  });
});

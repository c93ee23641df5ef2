import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import fc from 'fast-check';
import { resolvePolicy } from '../../../src/policy/resolve.js';
import type { ResolvedPolicy, ResolvedRules, Rule } from '../../../src/policy/types.js';
import { mayRead, mayWrite, type PlainRule } from './plain-policy.js';

const numRuns = Number(process.env.JAILKEEPER_GENERATED_RUNS ?? 1000);

/** Nothing below it exists. */
const place = '/nowhere-jailkeeper';
const cwd = `${place}/jail`;
const here = process.cwd();

const name = fc.constantFrom('a', 'b', 'ab', 'a.b', 'A', 'é', '-', 'a b');
const names = fc.array(name, { maxLength: 4 });
const wild = fc.constantFrom('*', '?', 'a*', '*b', '[ab]', '[!a]', '**', 'a.b', 'é', 'a');

interface Written {
  readonly rule: Rule;
  readonly meant: PlainRule;
}

/** The same place as it can be written: absolute, from home, from here, with detours and a slash at its end. */
const start = fc.constantFrom(
  { written: `${place}/`, meant: place },
  { written: `${cwd}/`, meant: cwd },
  { written: '~/', meant: homedir() },
  { written: './', meant: here },
  { written: 'x/../', meant: here },
  { written: `${place}//x/./../`, meant: place },
);

const path: fc.Arbitrary<Written> = fc
  .tuple(start, names, fc.constantFrom('', '/', '/.', '//'))
  .map(([{ written, meant }, below, end]) => ({
    rule: written + below.join('/') + end,
    meant: { kind: 'path', path: join(meant, ...below) },
  }));

const glob: fc.Arbitrary<Written> = fc
  .tuple(start, names, wild, fc.array(wild, { maxLength: 2 }))
  .map(([{ written, meant }, before, first, after]) => {
    const names = [...before, first, ...after];
    const firstWild = names.findIndex((name) => /[*?[]/.test(name));
    const base = [meant, ...names.slice(0, firstWild)].join('/');
    // A directory and all below it is the directory.
    const isTree = firstWild === names.length - 1 && names.at(-1) === '**';
    return {
      rule: written + names.join('/'),
      meant: isTree ? { kind: 'path', path: base } : { kind: 'glob', glob: [meant, ...names].join('/') },
    };
  });

const expression: fc.Arbitrary<Written> = fc
  .constantFrom(/\/a$/, /\.b$/g, /^\/nowhere-jailkeeper\/[^/]+$/y, /É/i, /^(?!.*a).*$/u, /\/(?:jail|ab)\//, /(?!)/)
  .map((rule) => ({
    rule,
    meant: { kind: 'expression', expression: new RegExp(rule.source, rule.flags.replaceAll(/[gy]/g, '')) },
  }));

const rules = fc.array(fc.oneof(path, glob, expression), { maxLength: 3 });

const looked = fc
  .tuple(fc.constantFrom(place, cwd, homedir(), here), names)
  .map(([directory, below]) => join(directory, ...below));

const holds = ({ paths, patterns }: ResolvedRules, path: string): boolean =>
  paths.some((rule) => path === rule || rule === '/' || path.startsWith(`${rule}/`)) ||
  patterns.some(({ source, flags }) => new RegExp(source, flags).test(path));

function isAllowed({ read, write, deny }: ResolvedPolicy, path: string, writes: boolean): boolean {
  const above = path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/') || '/');
  if (above.some((directory) => holds(deny, directory))) return false;
  return path === cwd || path.startsWith(`${cwd}/`) || holds(write, path) || (!writes && holds(read, path));
}

it('a resolved policy allows what a reader of the policy would say', () => {
  fc.assert(
    fc.property(rules, rules, rules, fc.array(looked, { minLength: 1, maxLength: 10 }), (read, write, deny, paths) => {
      const of = (written: readonly Written[]): Rule[] => written.map(({ rule }) => rule);
      const meant = (written: readonly Written[]): PlainRule[] => written.map((one) => one.meant);
      const resolved = resolvePolicy({ read: of(read), write: of(write), deny: of(deny) });
      const plain = { cwd, read: meant(read), write: meant(write), deny: meant(deny) };
      for (const path of paths) {
        assert.deepEqual(
          { path, read: isAllowed(resolved, path, false), write: isAllowed(resolved, path, true) },
          { path, read: mayRead(plain, path), write: mayWrite(plain, path) },
        );
      }
    }),
    { numRuns },
  );
});

import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Rule } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { runJailed } from '../stage/run.js';
import { mayRead, mayWrite, type PlainPolicy, type PlainRule } from '../unit/policy/plain-policy.js';

const numRuns = Number(process.env.JAILKEEPER_GENERATED_RUNS ?? 20);

const name = fc.constantFrom('a', 'b', 'ab', 'a.b');
const wild = fc.constantFrom('*', 'a*', '?', '[ab]', '**', 'a', 'b');

interface Place {
  readonly where: 'jail' | 'outside';
  readonly names: readonly string[];
}

const placeOf = (least: number): fc.Arbitrary<Place> =>
  fc.record({
    where: fc.constantFrom('jail', 'outside'),
    names: fc.array(name, { minLength: least, maxLength: 3 }),
  });
const place = placeOf(1);

const thing = fc.record({ place, kind: fc.constantFrom('file', 'directory', 'directory', 'link'), to: placeOf(0) });

type Chosen =
  | { readonly kind: 'path'; readonly place: Place }
  | { readonly kind: 'glob'; readonly place: Place; readonly rest: readonly string[] }
  | { readonly kind: 'expression'; readonly expression: RegExp };

const chosen: fc.Arbitrary<Chosen> = fc.oneof(
  fc.record({ kind: fc.constant('path' as const), place: placeOf(0) }),
  fc.record({
    kind: fc.constant('glob' as const),
    place: placeOf(0),
    rest: fc.array(wild, { minLength: 1, maxLength: 3 }).filter((rest) => /[*?[]/.test(rest[0] ?? '')),
  }),
  fc.record({
    kind: fc.constant('expression' as const),
    expression: fc.constantFrom(/\/a$/, /\.b$/, /\/ab\/[^/]*$/, /^(?!.*\/b).*\/a\.b$/, /\/A\/?/i, /\/outside.*\/b\//),
  }),
);
const rules = fc.array(chosen, { maxLength: 2 });

const directoryOf = (ground: Ground, where: Place['where']): string =>
  realpathSync(where === 'jail' ? ground.jail : ground.outside);
const pathOf = (ground: Ground, { where, names }: Place): string => join(directoryOf(ground, where), ...names);

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function build(ground: Ground, { place, kind, to }: { place: Place; kind: string; to: Place }): void {
  const path = pathOf(ground, place);
  // What cannot be made, because something is there or its directory is not, is not made.
  attempt(() => {
    if (kind === 'file') writeFileSync(path, 'content', { flag: 'wx' });
    else if (kind === 'directory') mkdirSync(path);
    else symlinkSync(pathOf(ground, to), path);
  });
}

interface Meant {
  readonly rule: Rule;
  readonly plain: readonly PlainRule[];
}

/** A rule for a link in a circle is an error: it names nothing. */
function isUsable(ground: Ground, one: Chosen): boolean {
  try {
    if (one.kind !== 'expression') realpathSync(pathOf(ground, one.place));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ELOOP';
  }
}

/** A rule, and what it means where links lead elsewhere: an allowed path is what it leads to, a denied one both. */
function resolve(ground: Ground, one: Chosen, denies: boolean): Meant {
  if (one.kind === 'expression') return { rule: one.expression, plain: [one] };
  const path = pathOf(ground, one.place);
  const real = attempt(() => realpathSync(path));
  const paths = real === undefined ? [path] : denies ? [path, real] : [real];
  const isTree = one.kind === 'path' || one.rest.join('/') === '**';
  const rule = one.kind === 'path' ? path : [path, ...one.rest].join('/');
  if (isTree) return { rule, plain: paths.map((path) => ({ kind: 'path', path })) };
  return { rule, plain: [{ kind: 'glob', glob: [resolveExisting(path), ...one.rest].join('/') }] };
}

const isThere = (path: string): boolean => attempt(() => lstatSync(path)) !== undefined;

const resolveExisting = (path: string): string =>
  attempt(() => realpathSync(path)) ?? join(resolveExisting(dirname(path)), basename(path));

/** What the model says to one access, and undefined where the tree itself has no answer. */
function expectedOf(policy: PlainPolicy, mode: string, path: string): number | undefined {
  const real = attempt(() => realpathSync(mode === 'c' ? dirname(path) : path));
  if (real === undefined) return undefined;
  const { EACCES } = constants.errno;
  if (mode === 'c' && (!statSync(real).isDirectory() || isThere(path))) return undefined;
  if (mode === 'c') return mayWrite(policy, join(real, basename(path))) ? 0 : EACCES;
  if (statSync(real).isDirectory()) return mode === 'r' ? (mayRead(policy, real) ? 0 : EACCES) : undefined;
  return (mode === 'r' ? mayRead : mayWrite)(policy, real) ? 0 : EACCES;
}

/** Every place of the tree and names below it: read, written, and something new made in it. */
function listAccesses(ground: Ground, things: readonly { place: Place }[]): { mode: string; path: string }[] {
  const top = [directoryOf(ground, 'jail'), directoryOf(ground, 'outside')];
  const places = [...top, ...things.map((one) => pathOf(ground, one.place))];
  const paths = new Set(places.flatMap((path) => [path, join(path, 'a'), join(path, 'ab', 'b')]));
  return [...paths].flatMap((path, at) => [
    { mode: 'r', path },
    { mode: 'w', path },
    { mode: 'c', path: join(path, `${['a', 'b', 'ab', 'a.b'][at % 4]}-${at}`) },
    { mode: 'c', path: join(path, `${at}.b`) },
  ]);
}

test(`${numRuns} random policies on random trees: each access ends as a reader of the policy would say`, async () => {
  let [compared, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(thing, { minLength: 3, maxLength: 14 }),
      fc.tuple(rules, rules, rules),
      (things, [read, write, deny]) =>
        onGround(async (ground) => {
          for (const one of things) build(ground, one);
          const { file } = fixture('try-each.c');
          const [reads, writes, denies] = [read, write, deny].map((list, at) =>
            list.filter((one) => isUsable(ground, one)).map((one) => resolve(ground, one, at === 2)),
          );
          const plain = {
            cwd: directoryOf(ground, 'jail'),
            read: (reads ?? []).flatMap((one) => one.plain),
            write: (writes ?? []).flatMap((one) => one.plain),
            deny: (denies ?? []).flatMap((one) => one.plain),
          };
          const all = listAccesses(ground, things).flatMap(({ mode, path }) => {
            const expected = expectedOf(plain, mode, path);
            return expected === undefined ? [] : [{ mode, path, expected }];
          });
          const policy = {
            read: [file, ...(reads ?? []).map(({ rule }) => rule)],
            write: (writes ?? []).map(({ rule }) => rule),
            deny: (denies ?? []).map(({ rule }) => rule),
            onJailbreak: 'deny' as const,
          };
          const args = all.flatMap(({ mode, path }) => [mode, path]);
          const { stdout, stderr } = await runJailed({ file, args, cwd: ground.jail }, policy);
          assert.equal(stderr.toString(), '');
          const ended = stdout.toString().trim().split('\n').filter(Boolean).map(Number);
          assert.deepEqual(
            all.map((one, at) => ({ ...one, expected: ended[at] })),
            all,
            JSON.stringify(policy.deny.map(String)),
          );
          compared += all.length;
          refused += all.filter(({ expected }) => expected !== 0).length;
        }),
    ),
    { numRuns },
  );
  // A run in which nothing was refused, or nothing allowed, would have compared nothing.
  assert.ok(refused > 0 && refused < compared, `${refused} of ${compared} refused`);
  console.log(`${compared} accesses compared, ${refused} of them refused`);
});

// The documents tell the truth, as far as a program can know.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeHelp } from '../../src/cli/help.js';
import { ERRORS, type JailKeeperErrorCode } from '../../src/errors.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`);
const documents = [...readdirSync(root), ...inDocs].filter((name) => name.endsWith('.md'));

/** The anchors of a page, as GitHub makes them of its headings. */
function findAnchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function findBrokenLinks(name: string): string[] {
  const targets = [...read(name).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^https?:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? name : join(dirname(name), path);
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && !findAnchors(read(file)).includes(anchor);
  });
}

describe('the documents', () => {
  for (const name of documents) {
    it(`link to what exists: ${name}`, () => assert.deepEqual(findBrokenLinks(name), []));
  }

  it('are all linked to from the README', () => {
    const readme = read('README.md');
    for (const name of documents.filter((path) => /^docs\/[^/]+$/.test(path)))
      assert.ok(readme.includes(`(${name})`), name);
  });

  it('show the help as it is', () => assert.equal(read('README.md').includes(makeHelp().trim()), true));

  it('name every script of npm that exists, and no other', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const name of documents) {
      for (const [, script = ''] of read(name).matchAll(/npm run ([a-z:-]+)/g)) assert.ok(script in scripts, script);
    }
  });

  it('give a reason for every package and every crate', () => {
    const reasons = read('docs/internals/dependencies.md');
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    const tables = read('keeper/Cargo.toml').split(/^\[/m);
    const crates = tables
      .filter((table) => /^(dev-)?dependencies\]/.test(table))
      .flatMap((table) => [...table.matchAll(/^([a-z_-]+) =/gm)].map(([, crate = '']) => crate));
    assert.equal(crates.includes('libc'), true);
    for (const name of [...Object.keys(devDependencies), ...crates]) assert.ok(reasons.includes(name), name);
    const named = [...reasons.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names = '']) => names.split(', '));
    const known = ['crate', 'package', ...Object.keys(devDependencies), ...crates];
    assert.deepEqual(
      named.filter((name) => !known.includes(name) && !name.startsWith('-')),
      [],
    );
  });
});

describe('the page of errors', () => {
  const [, ...sections] = read('docs/errors.md').split(/^## /m);
  const codes = Object.keys(ERRORS) as JailKeeperErrorCode[];

  it('has each error of the table once, and no other', () =>
    assert.deepEqual(
      sections.map((section) => section.split('\n', 1)[0]),
      codes,
    ));

  for (const code of codes) {
    it(`says what ${code} says, and the remedy`, () => {
      const section = sections.find((text) => text.startsWith(`${code}\n`)) ?? '';
      const message: (detail: string) => string = ERRORS[code].message;
      const [before = '', after = ''] = message('\0').split('\0');
      const example = section.split('\n').find((line) => line.startsWith('> ')) ?? '';
      assert.ok(example.startsWith(`> ${before}`) && example.endsWith(after), example);
      assert.equal(section.includes(`\n${ERRORS[code].remedy}\n`), true);
    });
  }
});

describe('SECURITY.md', () => {
  const text = read('SECURITY.md');

  it('names the test of every class', () => {
    const tests = readdirSync(join(root, 'test', 'escape')).filter((name) => name.endsWith('.test.ts'));
    for (const name of tests) assert.ok(text.includes(`(test/escape/${name})`), name);
  });
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../fixtures/', import.meta.url));
const headers = readdirSync(sources).filter((name) => name.endsWith('.h'));
const compiler = ['cc', '-O1', '-pthread'];

/** What else the compiler must be told, by the end of the source's name. */
const kinds: readonly (readonly [ending: string, flags: readonly string[]])[] = [
  ['.so.c', ['-shared', '-fPIC']],
  ['.i386.c', ['-m32', '-static', '-nostdlib', '-ffreestanding', '-fno-pic', '-fno-stack-protector']],
  ['.bare.c', ['-static-pie', '-nostdlib', '-ffreestanding', '-fPIE', '-fno-stack-protector']],
  ['.c', ['-static']],
];

/** A tiny program from test/fixtures, ready to run: a C one is compiled once per source text. */
export function fixture(name: string): { file: string; args: string[] } {
  const source = path.join(sources, name);
  const compiled = name.endsWith('.c');
  const target = path.join(cacheDirectory(), `${digest(source)}-${path.basename(name, '.c')}`);
  if (!existsSync(target))
    install(target, (draft) => (compiled ? compile(source, draft) : copyFileSync(source, draft)));
  return compiled ? { file: target, args: [] } : { file: '/bin/sh', args: [target] };
}

function compile(source: string, draft: string): void {
  const [command = 'cc', ...flags] = compiler;
  const [, kind = []] = kinds.find(([ending]) => source.endsWith(ending)) ?? [];
  execFileSync(command, [...flags, ...kind, '-o', draft, source], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Two test files may want the same program at the same time: whoever is last replaces it as a whole. */
function install(target: string, make: (draft: string) => void): void {
  const draft = `${target}.${process.pid}`;
  make(draft);
  renameSync(draft, target);
}

function digest(source: string): string {
  const hash = createHash('sha256').update(compiler.join(' ')).update(readFileSync(source));
  for (const header of headers) hash.update(readFileSync(path.join(sources, header)));
  return hash.digest('hex').slice(0, 16);
}

function cacheDirectory(): string {
  const directory = path.join(tmpdir(), `jailkeeper-fixtures-${process.getuid?.()}`);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  return directory;
}

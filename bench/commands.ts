// Real commands, as people run them. Each works in a directory of its own, on what this project has at hand.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Policy } from '../src/policy/types.js';
import type { Place } from './place.js';
import type { Workload } from './workloads.js';

const project = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const node = process.execPath;

interface Command {
  readonly name: string;
  readonly policy?: Policy;
  /** Prepares the directory; undefined where the machine lacks what it takes. */
  readonly prepare: (directory: string) => readonly [string, ...string[]] | undefined;
}

/** The floor answers opens only: a supervisor cannot cost less. */
export const COMMAND_CONTESTANTS = ['native', 'floor', 'keeper', 'bubblewrap', 'strace', 'firejail', 'sandbox-runtime'];

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const shell = (script: string) => ['/bin/sh', '-c', script] as const;

/** As a clone over the network is: in one pack, without loose objects. */
function cloneProject(directory: string): boolean {
  if (!existsSync(join(project, '.git'))) return false;
  execFileSync('git', ['clone', '-q', '--no-local', project, '.'], { cwd: directory });
  execFileSync('git', ['status'], { cwd: directory, stdio: 'ignore' });
  return true;
}

function writeProgram(directory: string): void {
  const FILES = 30;
  const names = Array.from({ length: FILES }, (_, index) => `part${index}`);
  for (const name of names) {
    const includes = ['stdio', 'stdlib', 'string', 'unistd', 'fcntl', 'errno'].map(
      (header) => `#include <${header}.h>`,
    );
    writeFileSync(
      join(directory, `${name}.c`),
      `${includes.join('\n')}\nint ${name}(void) { return puts("${name}"); }\n`,
    );
  }
  const calls = names.map((name) => `int ${name}(void);`).join('\n');
  writeFileSync(join(directory, 'main.c'), `${calls}\nint main(void) { return ${names[0]}() < 0; }\n`);
  const objects = ['main', ...names].map((name) => `${name}.o`).join(' ');
  writeFileSync(join(directory, 'Makefile'), `program: ${objects}\n\tcc -o $@ $^\nclean:\n\trm -f program *.o\n`);
}

const COMMANDS: readonly Command[] = [
  {
    name: '500 × /bin/true from one shell',
    prepare: () => shell('i=0; while [ $i -lt 500 ]; do /bin/true; i=$((i+1)); done'),
  },
  { name: 'git status', prepare: (directory) => (cloneProject(directory) ? ['git', 'status'] : undefined) },
  { name: 'git log', prepare: (directory) => (cloneProject(directory) ? ['git', 'log', '--stat', '-100'] : undefined) },
  {
    name: 'find /usr',
    policy: { read: ['/usr'] },
    // Some of it is closed even to root, where a peer takes away its capabilities.
    prepare: () => shell('find /usr -name "no such name" 2>/dev/null || true'),
  },
  {
    name: 'ripgrep over /usr/include',
    prepare: () => (has('rg') ? shell('rg -c "no such text" /usr/include || [ $? -eq 1 ]') : undefined),
  },
  {
    name: 'tar, unpacking 10,000 small files',
    prepare: (directory) => {
      const script =
        'for d in $(seq 100); do mkdir -p many/$d; for f in $(seq 100); do echo $f > many/$d/$f; done; done; tar cf many.tar many';
      execFileSync('sh', ['-c', script], { cwd: directory });
      return shell('rm -rf many && tar xf many.tar --no-same-owner --numeric-owner');
    },
  },
  {
    name: 'make, 31 files of C',
    prepare: (directory) => {
      writeProgram(directory);
      return shell('make -s clean && make -s');
    },
  },
  {
    name: 'tsc over this project',
    policy: { read: [project, dirname(dirname(node))] },
    prepare: () => [
      node,
      join(project, 'node_modules/typescript/bin/tsc'),
      '--noEmit',
      '-p',
      join(project, 'tsconfig.json'),
    ],
  },
  {
    name: "npm ci of this project's packages, offline",
    policy: { read: [dirname(dirname(node))] },
    prepare: (directory) => {
      const cache = join(homedir(), '.npm/_cacache');
      if (!existsSync(cache)) return undefined;
      for (const name of ['package.json', 'package-lock.json']) cpSync(join(project, name), join(directory, name));
      cpSync(cache, join(directory, 'cache/_cacache'), { recursive: true });
      const words =
        'ci --offline --ignore-scripts --no-audit --no-fund --cache cache --userconfig npmrc --globalconfig npmrc';
      const command = `npm ${words} --loglevel error`;
      return spawnSync('sh', ['-c', command], { cwd: directory }).status === 0 ? shell(command) : undefined;
    },
  },
  {
    name: 'a loop that only computes',
    prepare: () => ['/usr/bin/perl', '-e', 'my $n = 0; $n += $_ for 1 .. 10_000_000'],
  },
  {
    name: '1 GiB through a pipe',
    prepare: () => shell('head -c 1073741824 /dev/zero | cat > /dev/null'),
  },
];

/** Those with the words `only` in their name: to prepare them takes time. */
export function makeCommands(place: Place, only: string): Workload[] {
  const wanted = COMMANDS.filter(({ name }) => name.includes(only));
  return wanted.flatMap(({ name, policy = {}, prepare }, index) => {
    const cwd = join(place.directory, `command-${index}`);
    mkdirSync(cwd);
    const command = prepare(cwd);
    if (command === undefined) return [];
    const env = { HOME: cwd, TMPDIR: cwd, GIT_CONFIG_NOSYSTEM: '1' };
    return [
      {
        name,
        command,
        policy,
        cwd,
        env,
        contestants: COMMAND_CONTESTANTS,
        isLong: true,
        reports: false,
        timesPerRound: 1,
        rounds: { full: 9, quick: 1 },
      },
    ];
  });
}

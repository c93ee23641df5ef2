import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Theme } from '../case.js';
import { observe } from '../observe.js';

function script(path: string, text: string): string {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

export const cases: Theme = {
  'a program that succeeds': (cp, record) => observe(cp.spawn('true'), record),
  'a program that fails': (cp, record) => observe(cp.spawn('false'), record),
  'an absolute path': (cp, record) => observe(cp.spawn('/bin/echo', ['hello']), record),
  'arguments left out': (cp, record) => observe(cp.spawn('pwd', { cwd: '/' }), record),
  'undefined arguments and options': (cp, record) =>
    observe(cp.spawn('true', undefined as never, undefined as never), record),
  'null arguments': (cp, record) => observe(cp.spawn('true', null as never, {}), record),
  'exit codes from 0 to 255': async (cp, record) => {
    for (const code of [
      0, 1, 2, 3, 63, 64, 77, 100, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 137, 143, 200, 254, 255, 256, 257,
    ]) {
      await observe(cp.spawn('sh', ['-c', `exit ${code}`], { stdio: 'ignore' }), record);
    }
  },
  'a command searched in PATH of the new environment': (cp, record, place) => {
    script(join(place, 'my-own-command'), '#!/bin/sh\necho found "$@"\n');
    return observe(cp.spawn('my-own-command', ['it'], { env: { PATH: `${place}:/usr/bin:/bin` } }), record);
  },
  'the first of two in PATH': (cp, record, place) => {
    for (const name of ['one', 'two']) {
      mkdirSync(join(place, name));
      script(join(place, name, 'which-one'), `#!/bin/sh\necho ${name}\n`);
    }
    return observe(cp.spawn('which-one', { env: { PATH: `${place}/one:${place}/two` } }), record);
  },
  'a file in PATH that cannot be executed is passed over': (cp, record, place) => {
    for (const name of ['one', 'two']) mkdirSync(join(place, name));
    writeFileSync(join(place, 'one', 'tool'), '#!/bin/sh\necho one\n');
    script(join(place, 'two', 'tool'), '#!/bin/sh\necho two\n');
    return observe(cp.spawn('tool', { env: { PATH: `${place}/one:${place}/two` } }), record);
  },
  'an empty element of PATH means the working directory': (cp, record, place) => {
    script(join(place, 'here'), '#!/bin/sh\necho here\n');
    return observe(cp.spawn('here', { cwd: place, env: { PATH: ':/usr/bin' } }), record);
  },
  'a relative element of PATH is relative to the new working directory': (cp, record, place) => {
    mkdirSync(join(place, 'bin'));
    script(join(place, 'bin', 'there'), '#!/bin/sh\necho there\n');
    return observe(cp.spawn('there', { cwd: place, env: { PATH: 'bin:/usr/bin' } }), record);
  },
  'no PATH at all': (cp, record) => observe(cp.spawn('true', { env: { A: '1' } }), record),
  'an empty PATH': (cp, record) => observe(cp.spawn('true', { env: { PATH: '' } }), record),
  'a path relative to the new working directory': (cp, record, place) => {
    script(join(place, 'run-me'), '#!/bin/sh\npwd\n');
    return observe(cp.spawn('./run-me', { cwd: place }), record);
  },
  'a name with spaces, quotes and a line feed': (cp, record, place) =>
    observe(cp.spawn(script(join(place, 'an "odd"\nname'), '#!/bin/sh\necho odd\n')), record),
  'a script learns its name and arguments': (cp, record, place) =>
    observe(cp.spawn(script(join(place, 'named'), '#!/bin/sh\nprintf "%s|" "$0" "$@"\n'), ['a b', '', '*']), record),
  'a script with an argument in its first line': (cp, record, place) =>
    observe(cp.spawn(script(join(place, 'shebang'), '#!/bin/sh -e\nfalse\necho not reached\n')), record),
  'a script through env': (cp, record, place) =>
    observe(cp.spawn(script(join(place, 'by-env'), '#!/usr/bin/env sh\necho by env\n')), record),
  'a script of a script': (cp, record, place) => {
    const inner = script(join(place, 'inner'), '#!/bin/sh\necho inner "$@"\n');
    return observe(cp.spawn(script(join(place, 'outer'), `#!${inner} x\n`), ['y']), record);
  },
  'a script without a first line is run by the shell': (cp, record, place) =>
    observe(cp.spawn(script(join(place, 'bare'), 'echo bare "$1"\n'), ['arg']), record),
  'an empty executable file': (cp, record, place) => observe(cp.spawn(script(join(place, 'empty'), '')), record),
  'a program through a symbolic link': (cp, record, place) => {
    symlinkSync('/bin/echo', join(place, 'link'));
    return observe(cp.spawn(join(place, 'link'), ['linked']), record);
  },
  'cwd as a path': (cp, record, place) => observe(cp.spawn('pwd', { cwd: place }), record),
  'cwd as a URL': (cp, record, place) => observe(cp.spawn('pwd', { cwd: pathToFileURL(place) }), record),
  'cwd with a trailing slash and dots': (cp, record, place) => observe(cp.spawn('pwd', { cwd: `${place}/./` }), record),
  'cwd relative to our own': async (cp, record, place) => {
    const before = process.cwd();
    process.chdir(place);
    mkdirSync('inner');
    await observe(cp.spawn('pwd', { cwd: 'inner' }), record);
    process.chdir(before);
  },
  'cwd through a symbolic link': (cp, record, place) => {
    mkdirSync(join(place, 'real'));
    symlinkSync('real', join(place, 'link'));
    return observe(cp.spawn('sh', ['-c', 'pwd -P; echo $PWD'], { cwd: join(place, 'link'), env: {} }), record);
  },
  'cwd empty means our own': (cp, record) => observe(cp.spawn('pwd', { cwd: '' }), record),
  'argv0 is seen by the program': (cp, record) =>
    observe(cp.spawn('sh', ['-c', 'echo "$0"; tr "\\0" "|" < /proc/$$/cmdline'], { argv0: 'another name' }), record),
  'argv0 is seen in spawnargs and not in spawnfile': async (cp, record) => {
    const child = cp.spawn('sleep', ['0'], { argv0: 'nap' });
    record('names', [child.spawnfile, child.spawnargs]);
    await observe(child, record);
  },
  'argv0 empty': (cp, record) => observe(cp.spawn('cat', ['/proc/self/cmdline'], { argv0: '' }), record),
  'argv0 of node': (cp, record) =>
    observe(cp.spawn(process.execPath, ['-p', 'process.argv0'], { argv0: 'my-node' }), record),
  'shell true': (cp, record) => observe(cp.spawn('echo $((1 + 2)) && false', { shell: true }), record),
  'shell as a path': (cp, record) => observe(cp.spawn('echo $BASH_VERSION | cut -c1', { shell: '/bin/bash' }), record),
  'shell with arguments': (cp, record) =>
    observe(
      cp.spawn('printf "%s,"', ['a b', '$HOME'], { shell: true, env: { HOME: '/h', PATH: '/usr/bin:/bin' } }),
      record,
    ),
  'shell that does not exist': (cp, record) => observe(cp.spawn('true', { shell: '/no/such/shell' }), record),
  'shell true: spawnfile and spawnargs': async (cp, record) => {
    const child = cp.spawn('exit 3', ['x'], { shell: true });
    record('names', [child.spawnfile, child.spawnargs]);
    await observe(child, record);
  },
  'shell false and a command line with spaces': (cp, record) =>
    observe(cp.spawn('echo hello world', { shell: false }), record),
  'a command not found by the shell': (cp, record) =>
    observe(cp.spawn('no-such-command-at-all', { shell: '/bin/sh' }), record),
  'windowsHide and windowsVerbatimArguments change nothing': (cp, record) =>
    observe(cp.spawn('echo', ['"quoted"'], { windowsHide: true, windowsVerbatimArguments: true }), record),
  'unknown options are ignored': (cp, record) =>
    observe(cp.spawn('echo', ['fine'], { colour: 'blue' } as never), record),
  'options without a prototype': (cp, record) =>
    observe(cp.spawn('echo', ['fine'], Object.assign(Object.create(null), { stdio: 'pipe' })), record),
  'options inherited from a prototype': (cp, record, place) =>
    observe(cp.spawn('pwd', [], Object.create({ cwd: place })), record),
  'twenty at once': async (cp, record) => {
    const ends = Array.from({ length: 20 }, async (_, index) => {
      const lines: unknown[] = [];
      await observe(cp.spawn('sh', ['-c', `echo ${index}; exit ${index}`]), (what, value) => lines.push([what, value]));
      return lines;
    });
    record('all', await Promise.all(ends));
  },
  'a child starts children': (cp, record) =>
    observe(cp.spawn('sh', ['-c', '(sh -c "echo grandchild; exit 4"); echo $?; sleep 0.01 & wait; echo done']), record),
  'a background process keeps the pipe open after exit': async (cp, record) => {
    const { stdout } = await observe(cp.spawn('sh', ['-c', 'echo now; exit 5']), record);
    record('length', stdout.length);
  },
  'node itself': (cp, record) =>
    observe(cp.spawn(process.execPath, ['-e', 'console.log(1 + 1); process.exit(9)']), record),
  'a Perl program': (cp, record) => observe(cp.spawn('perl', ['-e', 'print "perl\\n"; exit 6']), record),
};

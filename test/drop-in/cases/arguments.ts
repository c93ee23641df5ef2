import type { ChildProcessModule, Theme } from '../case.js';
import { observe } from '../observe.js';
import type { Recorder } from '../record.js';

/** The exact bytes of the arguments that a program gets. */
async function passed(cp: ChildProcessModule, record: Recorder, args: string[]): Promise<void> {
  const child = cp.spawn('sh', ['-c', 'cat /proc/$$/cmdline', ...args]);
  record('spawnargs', child.spawnargs);
  await observe(child, record);
}

export const cases: Theme = {
  'empty arguments': (cp, record) => passed(cp, record, ['', '', 'x', '']),
  'spaces, tabs, line feeds': (cp, record) => passed(cp, record, [' ', '\t', '\n', '\r\n', ' a b ']),
  'shell characters': (cp, record) =>
    passed(cp, record, ['*', '$HOME', '`id`', '$(id)', ';', '&&', '|', '>', '"', "'", '\\', '~', '!', '#']),
  'percent signs and escapes': (cp, record) =>
    passed(cp, record, ['%', '%20', '%0A', '%%', '%zz', '=', 'a=b', 'value=%']),
  'every character from 1 to 255': (cp, record) =>
    passed(
      cp,
      record,
      Array.from({ length: 255 }, (_, index) => String.fromCharCode(index + 1)),
    ),
  'unicode of every length': (cp, record) => passed(cp, record, ['é', '€', '😀', '\ufeffbom', '\u202e', 'e\u0301']),
  'a lone surrogate': (cp, record) => passed(cp, record, ['\ud83d', '\ude00x']),
  'arguments that look like options': (cp, record) => passed(cp, record, ['--', '-', '--read', '/', '--version', '-c']),
  'a thousand arguments': (cp, record) =>
    passed(
      cp,
      record,
      Array.from({ length: 1000 }, (_, index) => `argument ${index}`),
    ),
  'an argument of 100,000 bytes': (cp, record) => passed(cp, record, ['y'.repeat(100_000)]),
  'a megabyte of arguments': (cp, record) =>
    passed(
      cp,
      record,
      Array.from({ length: 10 }, (_, index) => String(index).repeat(100_000)),
    ),
  'numbers and objects are refused or made strings': async (cp, record) => {
    for (const args of [[1], [true], [null], [undefined], [{}]]) {
      try {
        await observe(cp.spawn('echo', args as never), record);
      } catch (error) {
        record('threw', error);
      }
    }
  },
  'a NUL in an argument': (cp, record) => {
    try {
      cp.spawn('echo', ['a\0b']);
      record('returned');
    } catch (error) {
      record('threw', error);
    }
  },
  'a NUL in the command': (cp, record) => {
    try {
      cp.spawn('ec\0ho', []);
      record('returned');
    } catch (error) {
      record('threw', error);
    }
  },
  'a NUL in cwd, argv0 and shell': (cp, record) => {
    for (const options of [{ cwd: 'a\0' }, { argv0: 'a\0' }, { shell: 'a\0' }]) {
      try {
        cp.spawn('true', options);
        record('returned');
      } catch (error) {
        record('threw', error);
      }
    }
  },
  'an array subclass': (cp, record) => {
    class Arguments extends Array<string> {}
    return passed(cp, record, Arguments.from(['a', 'b']));
  },
  'a sparse array': async (cp, record) => {
    const args = ['a', 'b', 'c'];
    delete args[1];
    await observe(cp.spawn('echo', args), record);
  },
  'spawnSync passes the same bytes': (cp, record) =>
    record('stdout', cp.spawnSync('sh', ['-c', 'cat /proc/$$/cmdline', '', '%', 'ä', '\n', '\x7f']).stdout),
};

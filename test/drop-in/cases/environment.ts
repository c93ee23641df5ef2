import type { Theme } from '../case.js';
import { observe } from '../observe.js';

/** The exact bytes of the environment that a program gets. */
const environ = ['/proc/self/environ'];

export const cases: Theme = {
  'exactly the variables given, in their order': (cp, record) =>
    observe(cp.spawn('/bin/cat', environ, { env: { Z: '1', A: '2', M: '3' } }), record),
  'an empty environment': (cp, record) => observe(cp.spawn('/bin/cat', environ, { env: {} }), record),
  'our own environment': async (cp, record) => {
    process.env.DROP_IN_OWN = 'inherited';
    await observe(cp.spawn('sh', ['-c', 'echo $DROP_IN_OWN']), record);
    delete process.env.DROP_IN_OWN;
    await observe(cp.spawn('sh', ['-c', 'test -z "$DROP_IN_OWN" && echo unset']), record);
  },
  'our whole environment is passed on byte for byte': async (cp, record) => {
    const { stdout } = await observe(cp.spawn('/bin/cat', environ), () => {});
    const expected = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
    record('same', [stdout.toString().split('\0').slice(0, -1).sort().join('\n') === expected.sort().join('\n')]);
  },
  'undefined values are left out': (cp, record) =>
    observe(cp.spawn('/bin/cat', environ, { env: { A: undefined, B: 'b' } }), record),
  'values are made strings': (cp, record) =>
    observe(
      cp.spawn('/bin/cat', environ, { env: { N: 1, T: true, U: null, O: { toString: () => 'object' } } as never }),
      record,
    ),
  'inherited properties count': (cp, record) =>
    observe(cp.spawn('/bin/cat', environ, { env: Object.create({ FROM: 'prototype' }) }), record),
  'empty values and odd names': (cp, record) =>
    observe(
      cp.spawn('/bin/cat', environ, { env: { EMPTY: '', 'a b': 'c', 'x.y': 'z', '': 'no name', é: 'ü' } }),
      record,
    ),
  'an equals sign in a value': (cp, record) =>
    observe(cp.spawn('/bin/cat', environ, { env: { A: 'b=c=d', 'E=F': 'g' } }), record),
  'line feeds, tabs, percent signs, quotes': (cp, record) =>
    observe(cp.spawn('/bin/cat', environ, { env: { A: 'a\nb\tc%20%00\'"\\' } }), record),
  unicode: (cp, record) => observe(cp.spawn('/bin/cat', environ, { env: { A: 'äöü€😀\ufeff\u2028' } }), record),
  'a lone surrogate': (cp, record) => observe(cp.spawn('/bin/cat', environ, { env: { A: 'x\ud800y' } }), record),
  'every control character': (cp, record) =>
    observe(
      cp.spawn('/bin/cat', environ, {
        env: { A: String.fromCharCode(...Array.from({ length: 127 }, (_, index) => index + 1)) },
      }),
      record,
    ),
  'a NUL in a value': (cp, record) => {
    try {
      cp.spawn('true', { env: { A: 'b\0c' } });
      record('returned');
    } catch (error) {
      record('threw', error);
    }
  },
  'a NUL in a name': (cp, record) => {
    try {
      cp.spawn('true', { env: { 'A\0B': 'c' } });
      record('returned');
    } catch (error) {
      record('threw', error);
    }
  },
  'a long variable': (cp, record) =>
    observe(cp.spawn('/bin/cat', environ, { env: { LONG: 'x'.repeat(100_000) } }), record),
  'a thousand variables': (cp, record) =>
    observe(
      cp.spawn('/bin/cat', environ, {
        env: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`V${index}`, `${index}`])),
      }),
      record,
    ),
  'variables that mean something to a loader or to node': (cp, record) =>
    observe(
      cp.spawn('/bin/cat', environ, {
        env: {
          LD_BIND_NOW: '1',
          NODE_OPTIONS: '--no-warnings',
          TMPDIR: '/tmp',
          HOME: '/nowhere',
          LANG: 'C',
          TZ: 'UTC',
        },
      }),
      record,
    ),
  'env null means our own': async (cp, record) => {
    process.env.DROP_IN_OWN = 'inherited';
    await observe(cp.spawn('sh', ['-c', 'echo $DROP_IN_OWN'], { env: null as never }), record);
    delete process.env.DROP_IN_OWN;
  },
  'NODE_V8_COVERAGE is passed on': async (cp, record, place) => {
    const before = process.env.NODE_V8_COVERAGE;
    process.env.NODE_V8_COVERAGE = place;
    await observe(cp.spawn('/bin/cat', environ, { env: { A: '1' } }), record);
    if (before === undefined) delete process.env.NODE_V8_COVERAGE;
    else process.env.NODE_V8_COVERAGE = before;
  },
  'the environment of exec': async (cp, record) => {
    await new Promise<void>((resolve) => {
      cp.exec(
        'echo $A; cat /proc/self/environ | tr "\\0" "\\n" | grep -c .',
        { env: { A: '1', PATH: '/usr/bin:/bin' } },
        (...values) => {
          record('callback', values);
          resolve();
        },
      );
    });
  },
  'the environment of spawnSync': (cp, record) =>
    record('stdout', cp.spawnSync('/bin/cat', environ, { env: { B: '2', A: '1' } }).stdout),
};

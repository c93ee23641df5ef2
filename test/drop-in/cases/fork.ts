import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChildProcessModule, Theme } from '../case.js';
import { attemptNow, closed, exited, first, observe } from '../observe.js';
import { program } from '../programs/programs.js';
import type { Recorder } from '../record.js';

const self = program('tell-itself.cjs');
const quick = { execArgv: [], silent: true };

async function tell(cp: ChildProcessModule, record: Recorder, args: string[], options: object): Promise<void> {
  const child = cp.fork(self, args, { ...quick, ...options });
  record('names', [child.spawnfile === process.execPath, child.spawnargs.length]);
  child.on('message', (message) => record('message', message));
  await observe(child, record);
}

export const cases: Theme = {
  'arguments and facts': (cp, record) => tell(cp, record, ['a', 'b c', ''], {}),
  execArgv: (cp, record) => tell(cp, record, [], { execArgv: ['--no-warnings', '--stack-trace-limit=5'] }),
  execPath: (cp, record) => tell(cp, record, [], { execPath: process.execPath }),
  cwd: (cp, record, place) => tell(cp, record, [], { cwd: place }),
  'cwd as a URL': (cp, record, place) => tell(cp, record, [], { cwd: pathToFileURL(place) }),
  env: (cp, record) => tell(cp, record, [], { env: { COLOUR: 'blue' } }),
  'env that names the channel itself': (cp, record) =>
    tell(cp, record, [], { env: { NODE_CHANNEL_FD: '77', COLOUR: 'red' } }),
  detached: (cp, record) => tell(cp, record, [], { detached: true }),
  argv0: (cp, record) => tell(cp, record, [], { argv0: 'forked' }),
  'advanced serialization': (cp, record) => tell(cp, record, [], { serialization: 'advanced' }),
  'arguments left out': async (cp, record) => {
    const child = cp.fork(self, quick);
    child.on('message', (message) => record('message', message));
    await observe(child, record);
  },
  'a URL as module': async (cp, record) => {
    const child = cp.fork(pathToFileURL(self), [], quick);
    child.on('message', (message) => record('message', message));
    await observe(child, record);
  },
  'a module path relative to our directory': async (cp, record, place) => {
    const before = process.cwd();
    mkdirSync(join(place, 'sub'));
    process.chdir(place);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      join(place, 'module.cjs'),
      'process.send(require("node:path").basename(__filename)); process.disconnect()',
    );
    const child = cp.fork('./module.cjs', [], quick);
    process.chdir(before);
    child.on('message', (message) => record('message', message));
    await observe(child, record);
  },
  silent: async (cp, record) => {
    const child = cp.fork(program('say-lines.cjs'), ['5'], quick);
    record(
      'streams',
      child.stdio.map((stream) => stream?.constructor.name ?? null),
    );
    await observe(child, record);
  },
  'not silent': async (cp, record) => {
    const { fstatSync } = await import('node:fs');
    const before = fstatSync(1).size;
    const child = cp.fork(program('say-lines.cjs'), ['6'], { execArgv: [] });
    record(
      'streams',
      child.stdio.map((stream) => stream?.constructor.name ?? null),
    );
    await observe(child, record);
    record('written', fstatSync(1).size - before > 0);
  },
  'stdio in every form': async (cp, record) => {
    for (const stdio of [
      'pipe',
      'ignore',
      ['ignore', 'pipe', 'pipe', 'ipc'],
      ['ipc', 'pipe', 'pipe'],
      ['pipe', 'pipe', 'pipe', 'ipc', 'pipe'],
    ]) {
      const child = cp.fork(program('say-lines.cjs'), [], { execArgv: [], stdio: stdio as never });
      record(
        'streams',
        child.stdio.map((stream) => stream?.constructor.name ?? null),
      );
      await observe(child, record);
    }
  },
  'stdio without a channel is an error': (cp, record) => {
    for (const stdio of [['pipe', 'pipe', 'pipe'], ['ignore'], 'wrong'])
      attemptNow(record, 'fork', () => cp.fork(self, [], { execArgv: [], stdio: stdio as never }));
  },
  'wrong module paths and arguments': (cp, record) => {
    for (const path of [undefined, null, 1, {}, '', 'a\0b', new URL('http://example.org/')]) {
      attemptNow(record, 'fork', () => cp.fork(path as never, [], quick).kill());
    }
    for (const args of [1, 'text', true]) attemptNow(record, 'fork', () => cp.fork(self, args as never).kill());
  },
  'wrong options': (cp, record) => {
    for (const options of [
      'text',
      1,
      { execPath: 1 },
      { execArgv: 'x' },
      { cwd: 1 },
      { timeout: -1 },
      { signal: {} },
      { killSignal: 'SIGNOPE' },
    ]) {
      attemptNow(record, 'fork', () => cp.fork(self, [], options as never).kill());
    }
  },
  'an exception in the child': async (cp, record) => {
    const child = cp.fork(program('throw-at-start.cjs'), quick);
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text += chunk;
    });
    record('end', await closed(child));
    record('said', text.includes('thrown at start'));
  },
  'kill of a forked child': async (cp, record) => {
    const child = cp.fork(program('wait-for-disconnect.cjs'), quick);
    await first(child, 'message');
    record('kill', child.kill('SIGTERM'));
    record('end', await closed(child));
    record('state', [child.connected, child.killed, child.signalCode]);
  },
  'shell is ignored': (cp, record) => tell(cp, record, [], { shell: true }),
  'order of events': async (cp, record) => {
    const child = cp.fork(program('wait-for-disconnect.cjs'), quick);
    for (const event of ['spawn', 'message', 'exit', 'close']) child.on(event, () => record(event));
    await first(child, 'message');
    child.disconnect();
    await exited(child);
  },
  'a forked child forks': async (cp, record) => {
    const child = cp.fork('-', [], {
      silent: true,
      execArgv: [
        '-e',
        `const c = require("node:child_process").fork(${JSON.stringify(self)}, ["inner"], { execArgv: [], silent: true }); c.on("message", (m) => process.send(m)); c.on("close", (code) => { process.exitCode = code + 11; process.disconnect() })`,
      ],
    });
    child.on('message', (message) => record('message', message));
    record('end', await closed(child));
  },
};

import { promisify } from 'node:util';
import type { Theme } from '../case.js';
import { closed } from '../observe.js';

const own = (value: object): string[] => Object.getOwnPropertyNames(value).sort();

export const cases: Theme = {
  'the module has the same names': (cp, record) => {
    record(
      'names',
      Object.keys(cp)
        .filter((name) => name !== 'default' && name !== 'module.exports')
        .sort(),
    );
  },
  'each function has the same name and length': (cp, record) => {
    for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync'] as const) {
      record(name, [cp[name].name, cp[name].length, typeof cp[name]]);
    }
  },
  'exec and execFile have promisified forms of the same name': (cp, record) => {
    record('exec', promisify(cp.exec).name);
    record('execFile', promisify(cp.execFile).name);
    record('symbols', [
      Object.getOwnPropertySymbols(cp.exec).map(String),
      Object.getOwnPropertySymbols(cp.execFile).map(String),
    ]);
  },
  'ChildProcess is a class with the same methods': (cp, record) => {
    record('static', own(cp.ChildProcess));
    record('prototype', own(cp.ChildProcess.prototype));
    record('symbols', Object.getOwnPropertySymbols(cp.ChildProcess.prototype).map(String));
  },
  'a child is an instance of ChildProcess': async (cp, record) => {
    const child = cp.spawn('true');
    record('instance', [
      child instanceof cp.ChildProcess,
      child.constructor === cp.ChildProcess,
      child.constructor.name,
    ]);
    record('prototype', Object.getPrototypeOf(child) === cp.ChildProcess.prototype);
    await closed(child);
  },
  'a child has the same own properties while it runs': async (cp, record) => {
    const child = cp.spawn('true');
    record('properties', Object.getOwnPropertyNames(child));
    record('symbols', Object.getOwnPropertySymbols(child).map(String));
    await closed(child);
  },
  'a child has the same own properties when it has ended': async (cp, record) => {
    const child = cp.spawn('true');
    await closed(child);
    record('properties', Object.getOwnPropertyNames(child));
    record('keys', Object.keys(child));
  },
  'a forked child has the same own properties': async (cp, record) => {
    const child = cp.fork('-e', [], { execArgv: ['-e', '0'], execPath: process.execPath, silent: true });
    record('properties', Object.getOwnPropertyNames(child).sort());
    await closed(child);
  },
  'own property descriptors are the same': async (cp, record) => {
    const child = cp.spawn('true');
    for (const [key, { configurable, enumerable, writable, get }] of Object.entries(
      Object.getOwnPropertyDescriptors(child),
    )) {
      record(key, [configurable, enumerable, writable, typeof get]);
    }
    await closed(child);
  },
  'a child has the same listeners of its own': async (cp, record) => {
    const child = cp.spawn('true');
    record('events', child.eventNames().map(String));
    record('stdout', child.stdout.eventNames().map(String));
    await closed(child);
  },
  'a child and its streams survive util.inspect': async (cp, record) => {
    const { inspect } = await import('node:util');
    const child = cp.spawn('true');
    record('first line', inspect(child).split('\n')[0]);
    record(
      'properties',
      inspect(child, { depth: 0 })
        .split('\n')
        .map((line) => line.trim().split(':')[0]),
    );
    await closed(child);
  },
  'JSON.stringify of a child has the same keys': async (cp, record) => {
    const child = cp.spawn('true', { stdio: 'ignore' });
    await closed(child);
    record('keys', Object.keys(JSON.parse(JSON.stringify(child))));
  },
  'stdio streams are sockets of the same kind': async (cp, record) => {
    const child = cp.spawn('cat');
    for (const stream of child.stdio) {
      record('stream', [
        stream?.constructor.name,
        stream && 'readable' in stream && stream.readable,
        stream && 'writable' in stream && stream.writable,
      ]);
    }
    record('same', [child.stdin === child.stdio[0], child.stdout === child.stdio[1], child.stderr === child.stdio[2]]);
    child.stdin.end();
    await closed(child);
  },
  'properties before the end': async (cp, record) => {
    const child = cp.spawn('sleep', ['0.05']);
    record('pid', typeof child.pid);
    record('state', [
      child.connected,
      child.killed,
      child.exitCode,
      child.signalCode,
      child.spawnfile,
      child.spawnargs,
    ]);
    record('channel', [typeof child.channel, typeof child.send, typeof child.disconnect]);
    await closed(child);
    record('state', [
      child.connected,
      child.killed,
      child.exitCode,
      child.signalCode,
      child.spawnfile,
      child.spawnargs,
    ]);
    record('pid stays', typeof child.pid);
  },
  'new ChildProcess starts a program with its own spawn method': async (cp, record) => {
    const child = new (
      cp.ChildProcess as unknown as new () => import('node:child_process').ChildProcess & {
        spawn(options: object): number;
      }
    )();
    record('before', [child.pid, child.spawnfile, child.exitCode]);
    record(
      'result',
      child.spawn({ file: 'echo', args: ['echo', 'by hand'], stdio: 'pipe', envPairs: ['PATH=/usr/bin:/bin'] }),
    );
    record('after', [typeof child.pid, child.spawnfile, child.spawnargs]);
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
    });
    record('end', await closed(child));
    record('text', text);
  },
  'ChildProcess.prototype.spawn checks its options': (cp, record) => {
    for (const options of [
      undefined,
      null,
      {},
      { file: 1 },
      { file: 'true', args: 1 },
      { file: 'true', envPairs: 1 },
      { file: 'true', stdio: 'x' },
    ]) {
      const child = new (cp.ChildProcess as unknown as new () => { spawn(options: unknown): number })();
      try {
        child.spawn(options);
        record('returned');
      } catch (error) {
        record('threw', error);
      }
    }
  },
  'a patched prototype method is used': async (cp, record) => {
    const prototype = cp.ChildProcess.prototype;
    const kill = prototype.kill;
    prototype.kill = function (signal) {
      record('patched kill', signal);
      return kill.call(this, signal);
    };
    const child = cp.spawn('sleep', ['5']);
    record('kill', child.kill('SIGKILL'));
    prototype.kill = kill;
    record('end', await closed(child));
  },
  'arguments that the caller passed are not changed': async (cp, record) => {
    const args = ['a', 'b'];
    const options = Object.freeze({
      stdio: Object.freeze(['ignore', 'pipe', 'ignore']),
      env: Object.freeze({ A: '1' }),
      cwd: '/',
    });
    const child = cp.spawn('/bin/echo', args, options as never);
    record('args', [args, child.spawnargs, child.spawnargs === args]);
    record('options', options);
    record('end', await closed(child));
  },
};

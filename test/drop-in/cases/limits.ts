import { closeSync, copyFileSync, openSync, symlinkSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Theme } from '../case.js';
import { attemptNow, closed, exited, first, observe } from '../observe.js';
import { program } from '../programs/programs.js';

/** Uses up our descriptors while `use` runs. */
async function withoutDescriptors(use: () => Promise<unknown> | unknown): Promise<void> {
  const fds: number[] = [];
  const limit = 40_000;
  try {
    while (fds.length < limit) fds.push(openSync('/dev/null', 'r'));
  } catch {
    // Now there are none left.
  }
  try {
    await use();
  } finally {
    for (const fd of fds) closeSync(fd);
  }
}

export const cases: Theme = {
  'no descriptors left for spawn': (cp, record) =>
    withoutDescriptors(async () => {
      let child: import('node:child_process').ChildProcess | undefined;
      attemptNow(record, 'spawn', () => {
        child = cp.spawn('true', { stdio: 'pipe' });
      });
      if (!child) return;
      child.on('exit', (...values) => record('exit', values));
      const [error] = await first(child, 'error');
      record('error', error);
      record('state', [typeof child.pid, child.stdio === undefined]);
    }),
  'no descriptors left for spawnSync': (cp, record) =>
    withoutDescriptors(() => attemptNow(record, 'spawnSync', () => record('result', cp.spawnSync('true')))),
  'no descriptors left for execFile': (cp, record) =>
    withoutDescriptors(
      () =>
        new Promise<void>((resolve) => {
          attemptNow(record, 'execFile', () =>
            cp.execFile('true', (error) => {
              record('callback', error);
              resolve();
            }),
          );
        }),
    ),
  'descriptors are back afterwards': async (cp, record) => {
    await withoutDescriptors(() => attemptNow(record, 'spawn', () => cp.spawn('true').on('error', () => {})));
    await observe(cp.spawn('echo', ['again']), record);
  },
  'a prototype that somebody has polluted': async (cp, record) => {
    const polluted = {
      cwd: '/',
      shell: '/bin/false',
      argv0: 'polluted',
      env: { POLLUTED: '1' },
      input: 'x',
    };
    for (const [key, value] of Object.entries(polluted)) {
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true, enumerable: false });
      try {
        const child = cp.spawn('sh', ['-c', 'echo "$0" "$POLLUTED"'], { stdio: 'pipe' });
        await observe(child, record, `${key} `);
      } finally {
        Reflect.deleteProperty(Object.prototype, key);
      }
    }
  },
  'arrays whose methods somebody has replaced': async (cp, record) => {
    const { push, map, slice } = Array.prototype;
    let child: import('node:child_process').ChildProcess;
    try {
      Array.prototype.push = function (this: unknown[], ...values) {
        return push.apply(this, values);
      };
      Array.prototype.map = function (this: unknown[], ...values: [never]) {
        return map.apply(this, values);
      } as typeof map;
      Array.prototype.slice = function (this: unknown[], ...values) {
        return slice.apply(this, values);
      };
      child = cp.spawn('echo', ['x']);
    } finally {
      Object.defineProperties(Array.prototype, {
        push: { value: push, enumerable: false },
        map: { value: map, enumerable: false },
        slice: { value: slice, enumerable: false },
      });
    }
    await observe(child, record);
  },
  'a program forked with a copy of node': async (cp, record, place) => {
    const copy = join(place, 'node-copy');
    copyFileSync(process.execPath, copy);
    const child = cp.fork('-', [], { execPath: copy, execArgv: ['-p', 'process.execPath'], silent: true });
    await observe(child, record);
  },
  'a program forked with a link to node': async (cp, record, place) => {
    const link = join(place, 'node-link');
    symlinkSync(process.execPath, link);
    await observe(cp.fork('-', [], { execPath: link, execArgv: ['-p', 'process.argv0'], silent: true }), record);
  },
  'advanced messages with large buffers': async (cp, record) => {
    const child = cp.fork(program('echo-messages.cjs'), { execArgv: [], silent: true, serialization: 'advanced' });
    for (const bytes of [1, 65_535, 65_536, 1_000_000]) {
      child.send(Buffer.alloc(bytes, 'b') as never);
      const [answer] = (await first(child, 'message')) as [{ type: string; message: Uint8Array }];
      record('answer', [
        answer.type,
        answer.message.length,
        Buffer.from(answer.message).equals(Buffer.alloc(bytes, 'b')),
      ]);
    }
    child.send('disconnect');
    record('end', await closed(child));
  },
  'send says when too much waits': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const answers = Array.from({ length: 300 }, () => child.send('w'.repeat(10_000)));
    record('answers', [answers[0], answers.at(-1)]);
    child.kill('SIGKILL');
    await exited(child);
  },
  'connections of a server are counted over processes': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), { execArgv: [], silent: true });
    const server = createServer().listen(0, '127.0.0.1');
    await first(server, 'listening');
    const client = createConnection((server.address() as { port: number }).port, '127.0.0.1');
    const [socket] = (await first(server, 'connection')) as [Socket];
    child.send('look', socket);
    record('answer', (await first(child, 'message'))[0]);
    record('count', await new Promise((resolve) => server.getConnections((error, count) => resolve([error, count]))));
    client.destroy();
    child.kill('SIGKILL');
    server.close();
    record('end', await exited(child));
  },
  'the handle beneath': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']) as unknown as import('node:child_process').ChildProcess & {
      _handle: { pid: number; hasRef(): boolean; constructor: { name: string } } | null;
    };
    record('handle', [child._handle?.constructor.name, child._handle?.pid === child.pid, child._handle?.hasRef()]);
    child.unref();
    record('unreferenced', child._handle?.hasRef());
    child.ref();
    record('referenced', child._handle?.hasRef());
    record('keys', Object.keys(child._handle ?? {}));
    record('lines', inspect(child._handle, { depth: 0 }).split('\n').length);
    child.kill('SIGKILL');
    await closed(child);
    record('gone', child._handle);
  },
};

import type { ChildProcess } from 'node:child_process';
import type { ChildProcessModule, Theme } from '../case.js';
import { attemptNow, closed, exited, first, observe } from '../observe.js';
import { program } from '../programs/programs.js';
import type { Recorder } from '../record.js';

const quick = { execArgv: [], silent: true };

/** Sends each value to a program that sends it back. */
async function exchange(
  cp: ChildProcessModule,
  record: Recorder,
  options: object,
  values: readonly unknown[],
): Promise<void> {
  const child = cp.fork(program('echo-messages.cjs'), { ...quick, ...options });
  for (const value of values) {
    try {
      record('send', child.send(value as never));
      record('answer', (await first(child, 'message'))[0]);
    } catch (error) {
      record('threw', error);
    }
  }
  child.send('disconnect');
  record('end', await closed(child));
}

async function withEcho(cp: ChildProcessModule, use: (child: ChildProcess) => Promise<void>): Promise<void> {
  const child = cp.fork(program('echo-messages.cjs'), quick);
  await use(child);
  if (child.connected) child.disconnect();
  await exited(child);
}

export const cases: Theme = {
  'json values': (cp, record) =>
    exchange(cp, record, {}, [
      'text',
      '',
      0,
      -1.5,
      true,
      false,
      null,
      [],
      [1, [2]],
      {},
      { a: { b: 'c' } },
      'äöü€😀',
      '\u2028',
    ]),
  'json loses what it loses natively': (cp, record) =>
    exchange(cp, record, {}, [
      new Date(0),
      new Map([[1, 2]]),
      { u: undefined, n: Number.NaN },
      Buffer.from('ab'),
      [undefined],
      { toJSON: () => 'by itself' },
    ]),
  'json refuses what it refuses natively': (cp, record) =>
    exchange(cp, record, {}, [undefined, Symbol('s'), 1n, () => {}]),
  'advanced values': (cp, record) =>
    exchange(cp, record, { serialization: 'advanced' }, [
      new Map([['a', 1]]),
      new Set([1]),
      1n,
      new Date(0),
      /x/g,
      undefined,
      Number.NaN,
      Buffer.from([0, 255]),
      new Float64Array([1.5]),
      new Error('sent'),
    ]),
  'advanced circles': (cp, record) => {
    const circle: Record<string, unknown> = { name: 'circle' };
    circle.self = circle;
    return exchange(cp, record, { serialization: 'advanced' }, [circle]);
  },
  'advanced refuses functions': (cp, record) =>
    exchange(cp, record, { serialization: 'advanced' }, [() => {}, Symbol('s')]),
  'an unknown serialization': (cp, record) => {
    for (const serialization of ['xml', 1, null]) {
      attemptNow(record, 'fork', () =>
        cp.fork(program('tell-itself.cjs'), { ...quick, serialization } as never).kill(),
      );
    }
  },
  'a megabyte each way': async (cp, record) => {
    await withEcho(cp, async (child) => {
      child.send('m'.repeat(1_000_000));
      const [answer] = (await first(child, 'message')) as [{ message: string }];
      record('length', answer.message.length);
    });
  },
  'messages keep their order': async (cp, record) => {
    const child = cp.fork(program('send-many.cjs'), ['500'], quick);
    const order: number[] = [];
    child.on('message', (message: { index: number }) => order.push(message.index));
    await closed(child);
    record('count', order.length);
    record(
      'in order',
      order.every((index, place) => index === place),
    );
  },
  'no message is lost when the child exits': async (cp, record) => {
    const child = cp.fork(program('send-many.cjs'), ['20'], quick);
    const seen: unknown[] = [];
    child.on('message', () => seen.push('message'));
    child.on('disconnect', () => seen.push('disconnect'));
    await closed(child);
    record('seen', seen);
  },
  'state of a channel': async (cp, record) => {
    const child = cp.fork(program('wait-for-disconnect.cjs'), quick);
    record('state', [child.connected, typeof child.send, typeof child.disconnect, child.channel?.constructor.name]);
    await first(child, 'message');
    const gone = first(child, 'disconnect');
    child.disconnect();
    record('state', [child.connected, child.channel]);
    await gone;
    record('end', await exited(child));
    record('state', [child.connected, child.channel]);
  },
  'disconnect is emitted later': async (cp, record) => {
    const child = cp.fork(program('wait-for-disconnect.cjs'), quick);
    await first(child, 'message');
    child.on('disconnect', () => record('disconnect'));
    process.nextTick(() => record('next tick'));
    child.disconnect();
    record('returned');
    await exited(child);
  },
  'close does not come after our own disconnect': async (cp, record) => {
    const child = cp.fork(program('wait-for-disconnect.cjs'), quick);
    await first(child, 'message');
    child.on('close', () => record('close'));
    child.disconnect();
    record('end', await exited(child));
    await new Promise((resolve) => setTimeout(resolve, 50));
    record('waited');
  },
  'disconnect twice is an error': async (cp, record) => {
    const child = cp.fork(program('wait-for-disconnect.cjs'), quick);
    await first(child, 'message');
    child.on('error', (error) => record('error', error));
    child.disconnect();
    child.disconnect();
    await exited(child);
  },
  'the child disconnects': async (cp, record) => {
    const child = cp.fork(program('echo-messages.cjs'), quick);
    child.on('disconnect', () => record('disconnect', [child.connected]));
    child.send('disconnect');
    record('end', await closed(child));
  },
  'the child exits with a channel open': async (cp, record) => {
    const child = cp.fork(program('echo-messages.cjs'), quick);
    child.on('disconnect', () => record('disconnect', [child.connected]));
    child.send('exit');
    record('end', await closed(child));
  },
  'send after the end': async (cp, record) => {
    const child = cp.fork(program('tell-itself.cjs'), quick);
    await closed(child);
    child.on('error', (error) => record('error', error));
    record('send', child.send('too late'));
    await new Promise((resolve) => setImmediate(resolve));
    const called = new Promise<void>((resolve) => {
      record(
        'send',
        child.send('too late', (error) => {
          record('callback', error);
          resolve();
        }),
      );
    });
    await called;
  },
  'the callback of send': async (cp, record) => {
    await withEcho(cp, async (child) => {
      await new Promise<void>((resolve) => {
        record(
          'send',
          child.send('x', (error) => {
            record('callback', error);
            resolve();
          }),
        );
        record('after send');
      });
    });
  },
  'wrong arguments to send': async (cp, record) => {
    await withEcho(cp, async (child) => {
      attemptNow(record, 'nothing', () => (child.send as unknown as () => void)());
      attemptNow(record, 'options', () => child.send('x', undefined, 1 as never));
      attemptNow(record, 'options', () => child.send('x', undefined, { keepOpen: 1 } as never));
      attemptNow(record, 'callback', () => child.send('x', 'y' as never));
      attemptNow(record, 'handle', () => child.send('x', {} as never));
    });
  },
  'internal messages stay internal': async (cp, record) => {
    const child = cp.spawn(
      process.execPath,
      ['-e', 'process.send({ cmd: "NODE_SECRET", a: 1 }); process.send("seen"); process.disconnect()'],
      { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    child.on('internalMessage', (message) => record('internal', message));
    child.on('message', (message) => record('message', message));
    record('end', await closed(child));
  },
  'a channel at any place': async (cp, record) => {
    for (const stdio of [
      ['ipc', 'pipe', 'pipe'],
      ['ignore', 'ignore', 'ipc'],
      ['pipe', 'pipe', 'pipe', 'ignore', 'pipe', 'ipc'],
    ]) {
      const child = cp.spawn(process.execPath, [program('tell-itself.cjs')], { stdio: stdio as never });
      record(
        'streams',
        child.stdio.map((stream) => stream?.constructor.name ?? null),
      );
      child.on('message', (message) => record('message', message));
      record('end', await closed(child));
    }
  },
  'a channel with spawn': async (cp, record) => {
    const child = cp.spawn(process.execPath, [program('tell-itself.cjs')], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    record('state', [child.connected, typeof child.send]);
    child.on('message', (message) => record('message', message));
    await observe(child, record);
  },
  'a channel to a program that is not node': async (cp, record) => {
    const child = cp.spawn(
      'sh',
      ['-c', 'echo "\\"by hand\\"" >&$NODE_CHANNEL_FD; read line <&$NODE_CHANNEL_FD; echo "$line"'],
      { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    child.on('message', (message) => record('message', message));
    child.on('disconnect', () => record('disconnected'));
    child.send({ from: 'us' });
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
    });
    record('end', await closed(child));
    record('text', text);
  },
  'what a child sees of its channel': async (cp, record) => {
    const child = cp.fork(program('tell-itself.cjs'), ['one', 'two'], { ...quick, serialization: 'advanced' });
    child.on('message', (message) => record('message', message));
    record('end', await closed(child));
  },
  'two channels are an error': (cp, record) =>
    attemptNow(record, 'spawn', () => cp.spawn('true', { stdio: ['ipc', 'ipc'] })),
  'a channel in a synchronous form is an error': (cp, record) => {
    attemptNow(record, 'spawnSync', () => cp.spawnSync('true', { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] as never }));
    attemptNow(record, 'execFileSync', () => cp.execFileSync('true', { stdio: ['ipc'] as never }));
  },
  'NODE_CHANNEL_FD in the environment given': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'echo $NODE_CHANNEL_FD $NODE_CHANNEL_SERIALIZATION_MODE'], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { NODE_CHANNEL_FD: '99', PATH: '/usr/bin:/bin' },
    });
    await observe(child, record);
  },
  'messages before anybody listens are kept': async (cp, record) => {
    const child = cp.fork(program('send-many.cjs'), ['3'], quick);
    await first(child, 'exit');
    child.on('message', (message: { index: number }) => record('message', message.index));
    await new Promise((resolve) => setTimeout(resolve, 50));
    record('connected', child.connected);
  },
  'channel ref and unref': async (cp, record) => {
    await withEcho(cp, async (child) => {
      const channel = child.channel as unknown as { ref(): void; unref(): void; fd?: unknown };
      record('methods', [typeof channel.ref, typeof channel.unref, channel.unref(), channel.ref()]);
    });
  },
};

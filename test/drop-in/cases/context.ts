import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import type { Theme } from '../case.js';
import { closed, first } from '../observe.js';
import { program } from '../programs/programs.js';

export const cases: Theme = {
  'events keep the asynchronous context': async (cp, record) => {
    const storage = new AsyncLocalStorage<string>();
    await storage.run('inside', async () => {
      const child = cp.spawn('echo', ['x']);
      for (const event of ['spawn', 'exit', 'close']) child.on(event, () => record(event, storage.getStore()));
      child.stdout.on('data', () => record('data', storage.getStore()));
      await closed(child);
    });
  },
  'callbacks keep the asynchronous context': async (cp, record) => {
    const storage = new AsyncLocalStorage<number>();
    await Promise.all(
      [1, 2, 3].map((number) =>
        storage.run(
          number,
          () =>
            new Promise<void>((resolve) => {
              cp.execFile('true', () => {
                record('same', storage.getStore() === number);
                resolve();
              });
            }),
        ),
      ),
    );
  },
  'errors keep the asynchronous context': async (cp, record) => {
    const storage = new AsyncLocalStorage<string>();
    await storage.run('inside', async () => {
      const child = cp.spawn('no-such-command');
      child.on('error', () => record('error', storage.getStore()));
      await closed(child);
    });
  },
  'the diagnostics channel tells of each child once': async (cp, record) => {
    const told: unknown[] = [];
    const listener = (message: unknown): void => {
      told.push(Object.keys(message as object), (message as { process: unknown }).process instanceof cp.ChildProcess);
    };
    channel('child_process').subscribe(listener);
    const child = cp.spawn('true');
    await closed(child);
    channel('child_process').unsubscribe(listener);
    record('told', told);
  },
  'one process resource per child': async (cp, record) => {
    const kinds: string[] = [];
    const hook = createHook({
      init: (_id, type) => {
        if (type === 'PROCESSWRAP') kinds.push(type);
      },
    }).enable();
    const child = cp.spawn('true', { stdio: 'ignore' });
    hook.disable();
    await closed(child);
    record('at least one', kinds.length > 0);
  },
  'order of events, ticks and promises': async (cp, record) => {
    const child = cp.spawn('true', { stdio: 'ignore' });
    for (const event of ['spawn', 'exit', 'close']) child.on(event, () => record(event));
    process.nextTick(() => record('next tick'));
    Promise.resolve().then(() => record('microtask'));
    setImmediate(() => record('immediate'));
    record('returned');
    await closed(child);
  },
  'exit and close follow each other': async (cp, record) => {
    const child = cp.spawn('true', { stdio: 'ignore' });
    child.on('exit', () => {
      record('exit');
      process.nextTick(() => record('tick after exit'));
      setImmediate(() => record('immediate after exit'));
    });
    child.on('close', () => record('close'));
    await first(child, 'close');
    await new Promise((resolve) => setImmediate(resolve));
  },
  'nothing is emitted while the event loop is blocked': async (cp, record) => {
    const child = cp.spawn('true', { stdio: 'ignore' });
    child.on('exit', () => record('exit'));
    const until = Date.now() + 60;
    while (Date.now() < until);
    record('blocked', [child.exitCode, child.signalCode]);
    await closed(child);
  },
  'events.once': async (cp, record) => {
    record('exit', await once(cp.spawn('sh', ['-c', 'exit 3']), 'exit'));
    try {
      await once(cp.spawn('no-such-command'), 'close');
    } catch (error) {
      record('rejected', error);
    }
  },
  'a listener that throws': async (cp, record) => {
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    cp.spawn('true').on('exit', () => {
      throw new Error('from a listener');
    });
    record('caught', await caught);
  },
  'captured rejections': async (cp, record) => {
    const before = EventEmitter.captureRejections;
    EventEmitter.captureRejections = true;
    const child = cp.spawn('true');
    EventEmitter.captureRejections = before;
    child.on('spawn', async () => {
      throw new Error('rejected');
    });
    record('error', (await first(child, 'error'))[0]);
    await closed(child);
  },
  'spawn inside an exit event': async (cp, record) => {
    const order: string[] = [];
    const one = cp.spawn('true');
    await new Promise<void>((resolve) => {
      one.on('exit', () => {
        order.push('first');
        cp.spawn('true').on('exit', () => {
          order.push('second');
          resolve();
        });
      });
    });
    record('order', order);
  },
  'spawnSync inside an exit event': async (cp, record) => {
    const child = cp.spawn('true');
    await first(child, 'exit');
    record('status', cp.spawnSync('sh', ['-c', 'exit 12']).status);
  },
  'spawnSync while a child runs': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'exit 3']);
    record('status', cp.spawnSync('sh', ['-c', 'sleep 0.05; exit 4']).status);
    record('not yet', child.exitCode);
    record('end', await closed(child));
  },
  'cluster works': async (cp, record) => {
    record('here', typeof cp.fork);
    const cluster = (await import('node:cluster')).default;
    cluster.setupPrimary({ exec: program('tell-itself.cjs'), execArgv: [], silent: true });
    const worker = cluster.fork();
    worker.process.on('message', (message: { send?: string }) => record('message', message.send));
    record('end', await first(worker, 'exit'));
  },
};

import { getEventListeners } from 'node:events';
import type { Theme } from '../case.js';
import { attemptNow, closed, first, observe } from '../observe.js';
import { program } from '../programs/programs.js';

export const cases: Theme = {
  'aborted later': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.spawn('sleep', ['10'], { signal: controller.signal });
    child.on('spawn', () => controller.abort());
    await observe(child, record);
    record('killed', child.killed);
  },
  'aborted within the tick': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.spawn('sleep', ['10'], { signal: controller.signal });
    const seen = observe(child, record);
    controller.abort();
    await seen;
  },
  'aborted before': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { signal: AbortSignal.abort() });
    record('pid', typeof child.pid);
    await observe(child, record);
  },
  'aborted with a reason': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.spawn('sleep', ['10'], { signal: controller.signal });
    const seen = observe(child, record);
    controller.abort(new Error('my reason'));
    await seen;
  },
  'aborted with a reason that is not an error': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { signal: AbortSignal.abort('text') });
    await observe(child, record);
  },
  'aborted with killSignal': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.spawn('sleep', ['10'], { signal: controller.signal, killSignal: 'SIGKILL' });
    const seen = observe(child, record);
    controller.abort();
    await seen;
  },
  'aborted after the end': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.spawn('true', { signal: controller.signal });
    await observe(child, record);
    child.on('error', (error) => record('late error', error));
    controller.abort();
    record('killed', child.killed);
  },
  'aborted by a timeout': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { signal: AbortSignal.timeout(50) });
    child.on('error', (error) => record('cause', (error.cause as Error).name));
    record('end', await closed(child));
  },
  'listeners are removed': async (cp, record) => {
    const { signal } = new AbortController();
    const child = cp.spawn('true', { signal });
    record('during', getEventListeners(signal, 'abort').length);
    await closed(child);
    record('after', getEventListeners(signal, 'abort').length);
  },
  'execFile aborted': async (cp, record) => {
    const controller = new AbortController();
    await new Promise<void>((resolve) => {
      cp.execFile('sleep', ['10'], { signal: controller.signal }, (error, stdout, stderr) => {
        record('callback', [error, stdout, stderr]);
        resolve();
      });
      controller.abort();
    });
  },
  'exec aborted before': async (cp, record) => {
    await new Promise<void>((resolve) => {
      cp.exec('sleep 10', { signal: AbortSignal.abort() }, (error) => {
        record('callback', error);
        resolve();
      });
    });
  },
  'fork aborted': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.fork(program('wait-for-disconnect.cjs'), {
      execArgv: [],
      silent: true,
      signal: controller.signal,
    });
    await first(child, 'message');
    const seen = observe(child, record);
    controller.abort();
    await seen;
  },
  'aborting a program that ignores the signal': async (cp, record) => {
    const controller = new AbortController();
    const child = cp.spawn('sh', ['-c', 'trap "" TERM; echo ready; sleep 0.1; exit 9'], { signal: controller.signal });
    await first(child.stdout, 'data');
    const seen = observe(child, record);
    controller.abort();
    await seen;
  },
  'spawnSync ignores a signal that is not aborted': (cp, record) => {
    attemptNow(record, 'spawnSync', () => cp.spawnSync('true', { signal: new AbortController().signal } as object));
  },
};

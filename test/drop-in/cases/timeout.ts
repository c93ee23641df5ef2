import type { Theme } from '../case.js';
import { closed, observe } from '../observe.js';

export const cases: Theme = {
  'spawn ends a slow program': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { timeout: 60 });
    await observe(child, record);
    record('state', [child.killed, child.signalCode]);
  },
  'spawn with killSignal': (cp, record) =>
    observe(cp.spawn('sleep', ['10'], { timeout: 60, killSignal: 'SIGKILL' }), record),
  'spawn in time': (cp, record) => observe(cp.spawn('true', { timeout: 5000 }), record),
  'timeout 0 and undefined mean none': async (cp, record) => {
    for (const timeout of [0, undefined]) await observe(cp.spawn('sleep', ['0.05'], { timeout }), record);
  },
  'a program that ignores the signal goes on': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'trap "" TERM; sleep 0.2; exit 4'], { timeout: 80 });
    record('end', await closed(child));
    record('killed', child.killed);
  },
  'a missing program with a timeout': async (cp, record) => {
    const child = cp.spawn('no-such-command', { timeout: 50 });
    record('end', await closed(child));
  },
  'fork with a timeout': async (cp, record) => {
    const child = cp.fork('-', [], { execArgv: ['-e', 'setInterval(() => {}, 1000)'], silent: true, timeout: 300 });
    record('end', await closed(child));
  },
  'the timer does not hold a program that has ended': async (cp, record) => {
    await closed(cp.spawn('true', { timeout: 60_000 }));
    record('timers', process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length);
  },
};

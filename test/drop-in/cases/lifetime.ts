import type { Theme } from '../case.js';
import { runNested } from '../nested.js';
import { closed, first } from '../observe.js';

export const cases: Theme = {
  'ref and unref return nothing': async (cp, record) => {
    const child = cp.spawn('true');
    record('values', [child.unref(), child.ref()]);
    await closed(child);
  },
  'ref and unref after the end': async (cp, record) => {
    const child = cp.spawn('true');
    await closed(child);
    record('values', [child.unref(), child.ref()]);
  },
  'events of an unreferenced child still come': async (cp, record) => {
    const child = cp.spawn('true');
    child.unref();
    record('end', await closed(child));
  },
  'a running child keeps node alive': (_cp, record) => runNested(record, 'waits-for-child.ts'),
  'an unreferenced child does not keep node alive': (_cp, record) => runNested(record, 'unref-ends.ts'),
  'a child referenced again keeps node alive': (_cp, record) => runNested(record, 'ref-again-waits.ts'),
  'unread pipes keep node alive until they are closed': (_cp, record) => runNested(record, 'pipes-keep-alive.ts'),
  'a channel keeps node alive until it is disconnected': (_cp, record) => runNested(record, 'channel-keeps-alive.ts'),
  'an unreferenced channel does not': (_cp, record) => runNested(record, 'channel-unref-ends.ts'),
  'a detached unreferenced child outlives node': (_cp, record, place) =>
    runNested(record, 'detached-outlives.ts', place),
  'process.exit with a child that runs': (_cp, record) => runNested(record, 'exit-with-child.ts'),
  'standard input is inherited': (_cp, record) => runNested(record, 'inherits-stdin.ts'),
  'all three are inherited': (_cp, record) => runNested(record, 'inherits-all.ts'),
  'stderr of execSync comes out': (_cp, record) => runNested(record, 'exec-sync-stderr.ts'),
  'an error that nobody hears ends node': (_cp, record) => runNested(record, 'unheard-error.ts'),
  'nothing is left active after the end': async (cp, record) => {
    const before = process.getActiveResourcesInfo().length;
    const child = cp.spawn('true');
    await closed(child);
    await new Promise((resolve) => setTimeout(resolve, 20));
    record('same', process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length <= before);
  },
  'no descriptor is left open after the end': async (cp, record) => {
    const { readdirSync } = await import('node:fs');
    const count = (): number => readdirSync('/proc/self/fd').length;
    await closed(cp.spawn('true'));
    cp.spawnSync('true');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = count();
    for (let times = 0; times < 10; times++) {
      await closed(cp.spawn('true'));
      cp.spawnSync('true');
      await closed(cp.spawn('no-such-command'));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    record('same', count() - before);
  },
  'no process is left after the end': async (cp, record) => {
    const { readFileSync } = await import('node:fs');
    const children = (): number =>
      readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).length;
    const before = children();
    for (let times = 0; times < 5; times++) {
      await closed(cp.spawn('true'));
      await closed(cp.spawn('no-such-command'));
      cp.spawnSync('no-such-command');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    record('same', children() - before);
  },
  'exit comes before close and each once': async (cp, record) => {
    const child = cp.spawn('echo', ['x']);
    const events: string[] = [];
    for (const event of ['exit', 'close']) child.on(event, () => events.push(event));
    child.stdout.resume();
    await first(child, 'close');
    await new Promise((resolve) => setTimeout(resolve, 20));
    record('events', events);
  },
};

import { readFileSync } from 'node:fs';
import type { Theme } from '../case.js';
import { closed, first, observe, sleepMs } from '../observe.js';

interface Stat {
  parent: number;
  group: number;
  session: number;
}

function stat(pid: number | 'self'): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, parent, group, session] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: parent ?? 0, group: group ?? 0, session: session ?? 0 };
}

export const cases: Theme = {
  'a child is in our group and session': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    const of = stat(child.pid ?? 0);
    const our = stat('self');
    record('same', [of.group === our.group, of.session === our.session]);
    child.kill('SIGKILL');
    await closed(child);
  },
  'a detached child leads its own group and session': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { detached: true });
    const of = stat(child.pid ?? 0);
    record('leads', [of.group === child.pid, of.session === child.pid]);
    child.kill('SIGKILL');
    record('end', await closed(child));
  },
  'detached leads as soon as spawn has returned, for a shell and for fork': async (cp, record) => {
    const shell = cp.spawn('sleep 10', { detached: true, shell: true });
    record('shell', [stat(shell.pid ?? 0).session === shell.pid]);
    process.kill(-(shell.pid ?? 0), 'SIGKILL');
    await closed(shell);
    const forked = cp.fork('-', [], { detached: true, execArgv: ['-e', 'setInterval(() => {}, 1000)'], silent: true });
    record('fork', [stat(forked.pid ?? 0).session === forked.pid]);
    forked.kill('SIGKILL');
    await closed(forked);
  },
  'a signal to a detached group reaches all of it': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'sleep 10 & sleep 10 & echo ready; wait'], { detached: true });
    await first(child.stdout, 'data');
    record('returned', process.kill(-(child.pid ?? 0), 'SIGTERM'));
    record('end', await closed(child));
  },
  'a detached group can be asked for with signal 0': async (cp, record) => {
    const child = cp.spawn('sleep', ['10'], { detached: true });
    record('there', process.kill(-(child.pid ?? 0), 0));
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await closed(child);
    try {
      process.kill(-(child.pid ?? 0), 0);
      record('still there');
    } catch (error) {
      record('gone', (error as NodeJS.ErrnoException).code);
    }
  },
  'a detached group is stopped and continued': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'echo ready; sleep 0.05; exit 4'], { detached: true });
    await first(child.stdout, 'data');
    process.kill(-(child.pid ?? 0), 'SIGSTOP');
    await sleepMs(120);
    record('stopped', child.exitCode);
    process.kill(-(child.pid ?? 0), 'SIGCONT');
    record('end', await closed(child));
  },
  'detached with pipes': (cp, record) =>
    observe(
      cp.spawn('sh', ['-c', 'cat; echo err >&2; exit 2'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] }),
      record,
    ),
  'detached and unreferenced': async (cp, record) => {
    const child = cp.spawn('true', { detached: true, stdio: 'ignore' });
    record('unref', child.unref());
    record('end', await closed(child));
  },
  'a group of a child that is not detached cannot be signalled by its pid': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    try {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      record('delivered');
    } catch (error) {
      record('error', (error as NodeJS.ErrnoException).code);
    }
    child.kill('SIGKILL');
    record('end', await closed(child));
  },
  'detached values other than true': async (cp, record) => {
    for (const detached of [false, undefined, null]) {
      const child = cp.spawn('sleep', ['10'], { detached } as object);
      record('leads', stat(child.pid ?? 0).group === child.pid);
      child.kill('SIGKILL');
      await closed(child);
    }
  },
  'spawnSync detached': (cp, record) => {
    const { stdout } = cp.spawnSync(
      'sh',
      [
        '-c',
        'read -r pid comm state parent group session rest < /proc/$$/stat; [ $$ = $group ] && echo leads || echo follows',
      ],
      { detached: true } as object,
    );
    record('stdout', String(stdout));
  },
  'without a terminal': (cp, record) => observe(cp.spawn('sh', ['-c', 'tty; test -t 0; echo $?']), record),
};

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Theme } from '../case.js';
import { attemptNow, closed, first, observe, sleepMs } from '../observe.js';

/** The state letter of a process, as the kernel says it. */
function state(pid: number | undefined): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '';
}

async function stateBecomes(pid: number | undefined, wanted: string): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    if (wanted.includes(state(pid))) return true;
    await sleepMs(5);
  }
  return false;
}

/** A shell that says when its traps are set. */
async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout) await first(child.stdout, 'data');
}

export const cases: Theme = {
  'kill sends SIGTERM': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    record('kill', child.kill());
    record('state', [child.killed, child.exitCode, child.signalCode]);
    await observe(child, record);
    record('state', [child.killed, child.exitCode, child.signalCode]);
  },
  'every signal that ends a program': async (cp, record) => {
    const deadly = [
      'SIGHUP',
      'SIGINT',
      'SIGQUIT',
      'SIGILL',
      'SIGTRAP',
      'SIGABRT',
      'SIGBUS',
      'SIGFPE',
      'SIGKILL',
      'SIGUSR1',
      'SIGSEGV',
      'SIGUSR2',
      'SIGPIPE',
      'SIGALRM',
      'SIGTERM',
      'SIGXCPU',
      'SIGXFSZ',
      'SIGVTALRM',
      'SIGPROF',
      'SIGIO',
      'SIGSYS',
    ] as const;
    for (const signal of deadly) {
      const child = cp.spawn('sh', ['-c', 'ulimit -c 0; exec sleep 10'], { stdio: 'ignore' });
      await first(child, 'spawn');
      await sleepMs(15);
      record(signal, child.kill(signal));
      record('end', await closed(child));
    }
  },
  'signals by number': async (cp, record) => {
    for (const number of [1, 2, 9, 15, constants.signals.SIGUSR1]) {
      const child = cp.spawn('sleep', ['10']);
      record('kill', [child.kill(number), child.killed]);
      record('end', await closed(child));
    }
  },
  'a real-time signal': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    record('kill', attemptKill(child, 40));
    record('killed', child.killed);
    child.kill('SIGKILL');
    record('end', await closed(child));
  },
  'signal 0 asks whether it runs': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    record('runs', [child.kill(0), child.killed]);
    child.kill('SIGKILL');
    await closed(child);
    record('gone', [child.kill(0), child.killed]);
  },
  'kill after the end': async (cp, record) => {
    const child = cp.spawn('true');
    await closed(child);
    record('kill', [child.kill(), child.kill('SIGKILL'), child.kill(0), child.killed]);
  },
  'unknown signals are errors': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    for (const signal of ['SIGNOPE', 'sigterm', '', 'TERM', 0.5, -1, 1000, {}, true] as never[]) {
      try {
        record('kill', [child.kill(signal), child.killed]);
      } catch (error) {
        record('threw', error);
      }
    }
    if (!child.killed) child.kill('SIGKILL');
    record('end', await closed(child));
  },
  'kill twice': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    record('kill', [child.kill(), child.kill('SIGKILL'), child.killed]);
    await first(child, 'exit');
    record('after', child.kill());
  },
  'process.kill with the pid': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    record('returned', process.kill(child.pid ?? 0, 'SIGUSR2'));
    record('killed', child.killed);
    record('end', await closed(child));
  },
  'the pid is the program itself': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'echo $$']);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await closed(child);
    record('same', Number(text) === child.pid);
  },
  'the program can be looked at by its pid': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    await stateBecomes(child.pid, 'S');
    record('name', readFileSync(`/proc/${child.pid}/comm`, 'utf8'));
    record('arguments', readFileSync(`/proc/${child.pid}/cmdline`, 'utf8'));
    child.kill('SIGKILL');
    record('end', await closed(child));
  },
  'as soon as spawn has returned the program is what was asked for': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    record('arguments', readFileSync(`/proc/${child.pid}/cmdline`, 'utf8'));
    child.kill('SIGKILL');
    record('end', await closed(child));
  },
  'the program is gone at its exit event': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    child.kill('SIGKILL');
    await first(child, 'exit');
    try {
      process.kill(child.pid ?? 0, 0);
      record('still there');
    } catch (error) {
      record('gone', (error as NodeJS.ErrnoException).code);
    }
  },
  'a trapped signal': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'trap "echo trapped; exit 33" TERM; echo ready; while :; do sleep 0.01; done']);
    await ready(child);
    record('kill', child.kill('SIGTERM'));
    await observe(child, record);
    record('state', [child.killed, child.exitCode, child.signalCode]);
  },
  'an ignored signal': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'trap "" TERM; echo ready; sleep 0.1; exit 3']);
    await ready(child);
    record('kill', [child.kill('SIGTERM'), child.killed]);
    await observe(child, record);
  },
  'a program that kills itself': async (cp, record) => {
    for (const signal of ['TERM', 'KILL', 'ABRT', 'SEGV', 'PIPE', 'USR1']) {
      await observe(cp.spawn('sh', ['-c', `ulimit -c 0; kill -${signal} $$`], { stdio: 'ignore' }), record);
    }
  },
  'a shell whose child was killed exits with 128 + n': (cp, record) =>
    observe(cp.spawn('sh', ['-c', 'sh -c "kill -9 \\$\\$"; exit $?']), record),
  'abort with the default handler': (cp, record) =>
    observe(
      cp.spawn('sh', ['-c', `ulimit -c 0; exec "$0" -e "process.abort()"`, process.execPath], { stdio: 'ignore' }),
      record,
    ),
  'SIGSTOP and SIGCONT': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'echo ready; sleep 0.1; exit 6']);
    await ready(child);
    record('stop', [child.kill('SIGSTOP'), child.killed]);
    record('stopped', await stateBecomes(child.pid, 'T'));
    await sleepMs(200);
    record('still', [state(child.pid), child.exitCode]);
    record('continue', child.kill('SIGCONT'));
    record('end', await closed(child));
  },
  'a stopped program can be killed': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    process.kill(child.pid ?? 0, 'SIGSTOP');
    record('stopped', await stateBecomes(child.pid, 'T'));
    record('kill', child.kill('SIGKILL'));
    record('end', await closed(child));
  },
  'a stopped program gets its signal when it goes on': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    child.kill('SIGSTOP');
    await stateBecomes(child.pid, 'T');
    child.kill('SIGTERM');
    await sleepMs(30);
    record('not yet', child.signalCode);
    child.kill('SIGCONT');
    record('end', await closed(child));
  },
  'a program stops itself': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'kill -STOP $$; exit 5']);
    record('stopped', await stateBecomes(child.pid, 'T'));
    child.kill('SIGCONT');
    record('end', await closed(child));
  },
  'kill within the tick of spawn': async (cp, record) => {
    const child = cp.spawn('sleep', ['10']);
    for (const event of ['spawn', 'exit', 'close']) child.on(event, (...values) => record(event, values));
    record('kill', child.kill('SIGKILL'));
    await closed(child);
  },
  'signals in a row are all delivered': async (cp, record) => {
    const child = cp.spawn('bash', [
      '-c',
      'n=0; trap "n=\\$((n+1)); echo \\$n; if [ \\$n = 3 ]; then exit 0; fi" USR1; echo ready; while :; do sleep 0.005; done',
    ]);
    await ready(child);
    for (let count = 1; count <= 3; count++) {
      child.kill('SIGUSR1');
      record('line', (await first(child.stdout, 'data')).map(String));
    }
    record('end', await closed(child));
  },
  'a child of a child dies of a signal': (cp, record) =>
    observe(
      cp.spawn('sh', ['-c', 'exec 2>/dev/null; sleep 10 & kill $!; wait $!; echo "ended with $?"; exit 2']),
      record,
    ),
  'kill with undefined and null': async (cp, record) => {
    for (const signal of [undefined, null] as never[]) {
      const child = cp.spawn('sleep', ['10']);
      attemptNow(record, 'kill', () => {
        record('kill', child.kill(signal));
        record('killed', child.killed);
      });
      if (!child.killed) child.kill('SIGKILL');
      record('end', await closed(child));
    }
  },
  'kill of a child that could not be started, once that is known': async (cp, record) => {
    const child = cp.spawn('no-such-command');
    await closed(child);
    record('kill', [child.kill(), child.killed, child.pid]);
  },
  'disposing kills': async (cp, record) => {
    const dispose = (Symbol as { dispose?: symbol }).dispose;
    const child = cp.spawn('sleep', ['10']);
    record('has', typeof dispose);
    const method = dispose ? Reflect.get(child, dispose) : undefined;
    record('method', typeof method);
    if (typeof method === 'function') method.call(child);
    else child.kill();
    record('killed', child.killed);
    record('end', await closed(child));
  },
  'disposing a child that has ended': async (cp, record) => {
    const dispose = (Symbol as { dispose?: symbol }).dispose;
    const child = cp.spawn('true');
    await closed(child);
    const method = dispose ? Reflect.get(child, dispose) : undefined;
    if (typeof method === 'function') method.call(child);
    record('killed', child.killed);
  },
};

function attemptKill(child: ChildProcess, signal: number): unknown {
  try {
    return child.kill(signal);
  } catch (error) {
    return error;
  }
}

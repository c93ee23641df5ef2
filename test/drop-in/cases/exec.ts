import type { ChildProcess, ExecException } from 'node:child_process';
import type { ChildProcessModule, Theme } from '../case.js';
import { attemptNow, closed } from '../observe.js';
import type { Recorder } from '../record.js';

/** exec with every event and the callback in their order. */
async function run(cp: ChildProcessModule, record: Recorder, command: string, options: object = {}): Promise<void> {
  await new Promise<void>((resolve) => {
    const child = cp.exec(command, options, (error, stdout, stderr) => {
      record('callback', [error, stdout, stderr]);
      resolve();
    });
    watch(child, record);
  });
}

async function runFile(
  cp: ChildProcessModule,
  record: Recorder,
  file: string,
  args: string[],
  options: object = {},
): Promise<void> {
  await new Promise<void>((resolve) => {
    const child = cp.execFile(file, args, options, (error, stdout, stderr) => {
      record('callback', [error, stdout, stderr]);
      resolve();
    });
    watch(child, record);
  });
}

function watch(child: ChildProcess, record: Recorder): void {
  record('child', [child.spawnfile, child.spawnargs, typeof child.pid]);
  for (const event of ['spawn', 'exit', 'close']) child.on(event, (...values) => record(event, values));
}

export const cases: Theme = {
  'exec: output as text': (cp, record) => run(cp, record, 'echo out; echo err >&2'),
  'exec: an exit code is an error': (cp, record) => run(cp, record, 'echo before; exit 3'),
  'exec: a signal is an error': (cp, record) => run(cp, record, 'kill -TERM $$'),
  'exec: cwd and env': (cp, record, place) => run(cp, record, 'pwd; echo $A', { cwd: place, env: { A: 'b' } }),
  'exec: shell': (cp, record) => run(cp, record, 'echo $0', { shell: '/bin/bash' }),
  'exec: encoding buffer': (cp, record) => run(cp, record, 'printf "\\303\\244\\377"', { encoding: 'buffer' }),
  'exec: encoding null': (cp, record) => run(cp, record, 'echo x', { encoding: null }),
  'exec: encodings': async (cp, record) => {
    for (const encoding of ['utf8', 'latin1', 'hex', 'base64', 'ascii', 'utf16le', 'no-such-encoding', ''])
      await run(cp, record, 'printf "\\303\\244b"', { encoding });
  },
  'exec: a character cut by chunks': (cp, record) => run(cp, record, 'printf "\\342\\202"; sleep 0.05; printf "\\254"'),
  'exec: maxBuffer of stdout': (cp, record) => run(cp, record, 'printf "%01000d" 1; exec sleep 10', { maxBuffer: 100 }),
  'exec: maxBuffer of stderr': (cp, record) =>
    run(cp, record, 'printf "%01000d" 1 >&2; exec sleep 10', { maxBuffer: 100 }),
  'exec: maxBuffer exactly reached': (cp, record) => run(cp, record, 'printf "%0100d" 1', { maxBuffer: 100 }),
  'exec: maxBuffer infinite': (cp, record) =>
    run(cp, record, 'head -c 3000000 /dev/zero | tr "\\0" x', { maxBuffer: Number.POSITIVE_INFINITY }),
  'exec: maxBuffer counts bytes of a buffer': (cp, record) =>
    run(cp, record, 'printf "%01000d" 1; exec sleep 10', { maxBuffer: 100, encoding: 'buffer' }),
  'exec: the default maxBuffer': (cp, record) =>
    run(cp, record, 'head -c 1100000 /dev/zero | tr "\\0" x; exec sleep 10'),
  'exec: timeout': (cp, record) => run(cp, record, 'exec sleep 10', { timeout: 60 }),
  'exec: timeout and killSignal': (cp, record) =>
    run(cp, record, 'exec sleep 10', { timeout: 60, killSignal: 'SIGKILL' }),
  'exec: a timeout that is not reached': (cp, record) => run(cp, record, 'echo in time', { timeout: 5000 }),
  'exec: killed by the caller': async (cp, record) => {
    await new Promise<void>((resolve) => {
      const child = cp.exec('exec sleep 10', (error) => {
        record('callback', error);
        resolve();
      });
      record('kill', child.kill('SIGINT'));
    });
  },
  'exec: without a callback': async (cp, record) => {
    const child = cp.exec('exit 4');
    record('end', await closed(child));
  },
  'exec: options left out and undefined': async (cp, record) => {
    await new Promise<void>((resolve) => {
      cp.exec('echo a', undefined as never, (...values: unknown[]) => {
        record('callback', values);
        resolve();
      });
    });
  },
  'exec: an empty command': (cp, record) => attemptNow(record, 'exec', () => cp.exec('')),
  'exec: wrong arguments': (cp, record) => {
    for (const args of [
      [],
      [null],
      [1],
      [{}],
      ['true', 1],
      ['true', {}, 1],
      ['a\0b'],
      ['true', { shell: 1 }],
      ['true', { timeout: 'x' }],
      ['true', { maxBuffer: -1 }],
      ['true', { encoding: 5 }],
    ]) {
      attemptNow(record, 'exec', () =>
        (cp.exec as (...values: unknown[]) => ChildProcess)(...args).on('error', () => {}),
      );
    }
  },
  'exec: the error has the same message as natively': async (cp, record) => {
    await new Promise<void>((resolve) => {
      cp.exec('echo "reason" >&2; exit 2', (error: ExecException | null) => {
        record('message', error?.message);
        record('keys', Object.keys(error ?? {}));
        resolve();
      });
    });
  },
  'exec: stdin can be written': async (cp, record) => {
    await new Promise<void>((resolve) => {
      cp.exec('cat', (...values) => {
        record('callback', values);
        resolve();
      }).stdin?.end('typed');
    });
  },
  'execFile: output as text': (cp, record) => runFile(cp, record, 'echo', ['a b', '*']),
  'execFile: an exit code is an error': (cp, record) =>
    runFile(cp, record, 'sh', ['-c', 'echo out; echo err >&2; exit 9']),
  'execFile: encoding buffer': (cp, record) => runFile(cp, record, 'printf', ['\\377'], { encoding: 'buffer' }),
  'execFile: shell': (cp, record) => runFile(cp, record, 'echo $((2 + 2))', ['and', 'more'], { shell: true }),
  'execFile: maxBuffer': (cp, record) =>
    runFile(cp, record, 'sh', ['-c', 'head -c 1000 /dev/zero; exec sleep 10'], { maxBuffer: 10, encoding: 'buffer' }),
  'execFile: timeout': (cp, record) => runFile(cp, record, 'sleep', ['10'], { timeout: 60 }),
  'execFile: node': (cp, record) =>
    runFile(cp, record, process.execPath, ['-e', 'console.log(process.argv.length)', 'x']),
  'execFile: argv0 and cwd': (cp, record, place) =>
    runFile(cp, record, 'sh', ['-c', 'echo $0; pwd'], { argv0: 'zero', cwd: place }),
  'execFile: forms of its arguments': async (cp, record) => {
    const execFile = cp.execFile as (...values: unknown[]) => ChildProcess;
    const forms = [
      ['true'],
      ['true', []],
      ['true', null],
      ['true', undefined],
      ['true', {}],
      ['true', [], {}],
      ['true', null, null],
      ['true', undefined, undefined, undefined],
    ];
    for (const form of forms) record('end', await closed(execFile(...form)));
    for (const form of [['echo', ['x']], ['echo'], ['echo', {}], ['echo', null, null], ['echo', ['x'], {}]]) {
      await new Promise<void>((resolve) => {
        execFile(...form, (...values: unknown[]) => {
          record('callback', values);
          resolve();
        });
      });
    }
  },
  'execFile: wrong arguments': (cp, record) => {
    for (const args of [
      [],
      [null],
      [''],
      [1],
      ['true', 1],
      ['true', [], 1],
      ['true', [], {}, 1],
      ['true', 'x'],
      ['true', { killSignal: 'SIGNOPE' }],
      ['true', { signal: 1 }],
    ]) {
      attemptNow(record, 'execFile', () =>
        (cp.execFile as (...values: unknown[]) => ChildProcess)(...args).on('error', () => {}),
      );
    }
  },
  'execFile: stdio of the options is not used': (cp, record) => runFile(cp, record, 'echo', ['x'], { stdio: 'ignore' }),
  'execFile: a callback that throws': async (cp, record) => {
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    cp.execFile('true', () => {
      throw new Error('from the callback');
    });
    record('caught', await caught);
  },
};

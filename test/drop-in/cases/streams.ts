import type { Theme } from '../case.js';
import { closed, drain, first, observe, sleepMs } from '../observe.js';

export const cases: Theme = {
  'five megabytes through cat': async (cp, record) => {
    const child = cp.spawn('cat');
    child.stdin.end(Buffer.alloc(5_000_000, 'abcdefg'));
    const { stdout } = await observe(child, record);
    record('length', stdout.length);
  },
  'a megabyte on stdout and stderr at once': (cp, record) =>
    observe(
      cp.spawn(process.execPath, ['-e', 'for (const s of [process.stdout, process.stderr]) s.write("z".repeat(1e6))']),
      record,
    ),
  'every byte value through a pipe': (cp, record) => {
    const child = cp.spawn('cat');
    child.stdin.end(Buffer.from(Array.from({ length: 256 }, (_, index) => index)));
    return observe(child, record);
  },
  'writing to a program that has gone': async (cp, record) => {
    const child = cp.spawn('true');
    await first(child, 'exit');
    await sleepMs(20);
    const failed = new Promise((resolve) => child.stdin.on('error', resolve));
    child.stdin.write('too late', (error) => record('callback', error && [(error as NodeJS.ErrnoException).code]));
    await Promise.race([failed, sleepMs(200)]);
    record('stdin', [child.stdin.destroyed, child.stdin.writable]);
  },
  'EPIPE when the reader goes away': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'exec 0<&-; echo closed; sleep 0.2']);
    const errors: unknown[] = [];
    child.stdin.on('error', (error: NodeJS.ErrnoException) => errors.push([error.code, error.syscall]));
    await first(child.stdout, 'data');
    child.stdin.write('x');
    await closed(child);
    record('errors', errors);
  },
  'stdout destroyed kills the writer by SIGPIPE': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'echo ready; sleep 0.1; exec yes']);
    await first(child.stdout, 'data');
    child.stdout.destroy();
    record('end', await closed(child));
  },
  'a paused stdout holds back close but not exit': async (cp, record) => {
    const child = cp.spawn('echo', ['held']);
    child.on('exit', () => record('exit'));
    child.on('close', () => record('close'));
    const close = first(child, 'close');
    child.stdout.on('readable', () => {});
    await first(child, 'exit');
    await sleepMs(30);
    record('now reading');
    child.stdout.removeAllListeners('readable');
    child.stdout.resume();
    await close;
  },
  'unread output is flushed and close comes': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'echo nobody reads this']);
    record('end', await closed(child));
  },
  'back pressure lets the writer wait': async (cp, record) => {
    const child = cp.spawn(process.execPath, [
      '-e',
      'process.stdout.write("x".repeat(4e6), () => process.stderr.write("all written"))',
    ]);
    await sleepMs(150);
    record('read', (await drain(child.stdout)).length);
    await Promise.race([first(child, 'close'), sleepMs(500)]);
  },
  'async iteration over stdout': async (cp, record) => {
    const child = cp.spawn('printf', ['a\\nb\\n']);
    let text = '';
    for await (const chunk of child.stdout) text += chunk;
    record('text', text);
  },
  'readline over stdout': async (cp, record) => {
    const { createInterface } = await import('node:readline');
    const child = cp.spawn('seq', ['5']);
    for await (const line of createInterface({ input: child.stdout })) record('line', line);
  },
  'a conversation with a program': async (cp, record) => {
    const child = cp.spawn('cat');
    for (const word of ['one', 'two', 'three']) {
      child.stdin.write(word);
      record('answer', (await first(child.stdout, 'data')).map(String));
    }
    child.stdin.end();
    record('end', await closed(child));
  },
  'stdin is ended before anything is read': async (cp, record) => {
    const child = cp.spawn('cat');
    child.stdin.end();
    await observe(child, record);
  },
  'stdin is destroyed': async (cp, record) => {
    const child = cp.spawn('cat');
    child.stdin.destroy();
    await observe(child, record);
  },
  'pipeline from a child': async (cp, record) => {
    const { pipeline } = await import('node:stream/promises');
    const { PassThrough } = await import('node:stream');
    const child = cp.spawn('printf', ['through a pipeline']);
    const through = new PassThrough();
    const text = drain(through);
    await pipeline(child.stdout, through);
    through.destroy();
    record('text', await text);
  },
  'end of stdout comes when a grandchild still runs': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', '(sleep 0.1; echo late) & echo early; wait']);
    await observe(child, record);
  },
};

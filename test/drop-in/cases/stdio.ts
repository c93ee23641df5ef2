import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';
import type { ChildProcessModule, Theme } from '../case.js';
import { attemptNow, closed, drain, exited, first, observe } from '../observe.js';
import type { Recorder } from '../record.js';

/** What each descriptor of the program is: nothing may leak in, nothing may be missing. */
const listDescriptors = [
  '-e',
  'for (0..99) { my $target = readlink("/proc/self/fd/$_"); next unless defined $target; $target =~ s/:.*//; $target =~ s{^/tmp.*}{file}; print "$_ $target\n" }',
];

async function layout(cp: ChildProcessModule, record: Recorder, stdio: unknown): Promise<void> {
  const child = cp.spawn('perl', listDescriptors, { stdio } as object);
  record(
    'streams',
    child.stdio.map((stream) => stream?.constructor.name ?? null),
  );
  child.stdin?.end();
  await observe(child, record);
}

export const cases: Theme = {
  'pipe as a word': (cp, record) => layout(cp, record, 'pipe'),
  'overlapped as a word': (cp, record) => layout(cp, record, 'overlapped'),
  'no stdio option': (cp, record) => layout(cp, record, undefined),
  'stdio null': (cp, record) => layout(cp, record, null),
  'an empty array': (cp, record) => layout(cp, record, []),
  'an array of one': (cp, record) => layout(cp, record, ['ignore']),
  'an array of two': (cp, record) => layout(cp, record, ['ignore', 'pipe']),
  'undefined and null in an array': (cp, record) => layout(cp, record, [undefined, null, undefined]),
  'null beyond the third is ignored': (cp, record) =>
    layout(cp, record, ['pipe', 'pipe', 'pipe', null, undefined, 'pipe']),
  'a sparse array': (cp, record) => {
    const stdio: unknown[] = ['pipe', 'pipe', 'pipe'];
    stdio[5] = 'pipe';
    return layout(cp, record, stdio);
  },
  'ignore beyond the third': (cp, record) => layout(cp, record, ['pipe', 'pipe', 'pipe', 'ignore', 'ignore']),
  'eight pipes': (cp, record) =>
    layout(
      cp,
      record,
      Array.from({ length: 8 }, () => 'pipe'),
    ),
  'fourteen pipes': (cp, record) =>
    layout(
      cp,
      record,
      Array.from({ length: 14 }, () => 'pipe'),
    ),
  'a mix of pipes, ignored and overlapped': (cp, record) =>
    layout(cp, record, ['ignore', 'pipe', 'ignore', 'overlapped', 'ignore', 'pipe']),
  'overlapped beyond the third': (cp, record) => layout(cp, record, ['pipe', 'overlapped', 'pipe', 'overlapped']),
  'ignore as a word': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'cat; echo out; exit 8'], { stdio: 'ignore' });
    record('streams', [child.stdin, child.stdout, child.stderr, child.stdio]);
    await observe(child, record);
  },
  'inherit as a word': async (cp, record, place) => {
    const before = fstatSync(1).size;
    const child = cp.spawn('sh', ['-c', 'echo inherited'], { stdio: 'inherit' });
    record('streams', [child.stdin, child.stdout, child.stderr, child.stdio]);
    await observe(child, record);
    record('written', [fstatSync(1).size - before, place.length > 0]);
  },
  'inherit, numbers and process.stdout mean the same file': async (cp, record) => {
    for (const stdout of ['inherit', 1, process.stdout]) {
      const before = fstatSync(1).size;
      await observe(cp.spawn('echo', ['one line'], { stdio: ['ignore', stdout as number, 'pipe'] }), record);
      record('written', fstatSync(1).size - before);
    }
  },
  'inherit beyond the third': async (cp, record) => {
    await layout(cp, record, ['pipe', 'pipe', 'pipe', 1, 2]);
  },
  'stderr into stdout': (cp, record) =>
    observe(cp.spawn('sh', ['-c', 'echo a; echo b >&2; echo c'], { stdio: ['ignore', 'pipe', 1] }), record),
  'a file descriptor': async (cp, record, place) => {
    const fd = openSync(join(place, 'output'), 'w');
    await observe(cp.spawn('sh', ['-c', 'echo out; echo err >&2'], { stdio: ['ignore', fd, fd] }), record);
    closeSync(fd);
    record('file', readFileSync(join(place, 'output')));
  },
  'a file descriptor keeps its offset and its flags': async (cp, record, place) => {
    writeFileSync(join(place, 'input'), 'first\nsecond\nthird\n');
    const input = openSync(join(place, 'input'), 'r');
    const output = openSync(join(place, 'output'), 'a');
    writeFileSync(output, 'before\n');
    await observe(cp.spawn('sh', ['-c', 'read line; echo $line'], { stdio: [input, output, 'pipe'] }), record);
    writeFileSync(output, 'after\n');
    closeSync(input);
    closeSync(output);
    record('file', readFileSync(join(place, 'output')));
  },
  'a file descriptor as standard input': async (cp, record, place) => {
    writeFileSync(join(place, 'input'), 'from a file\n');
    const input = openSync(join(place, 'input'), 'r');
    await observe(cp.spawn('cat', { stdio: [input, 'pipe', 'pipe'] }), record);
    closeSync(input);
  },
  'the same descriptor several times': async (cp, record, place) => {
    const fd = openSync(join(place, 'output'), 'w');
    await observe(
      cp.spawn('sh', ['-c', 'echo 1 >&1; echo 2 >&2; echo 3 >&3; echo 4 >&4'], { stdio: ['ignore', fd, fd, fd, fd] }),
      record,
    );
    closeSync(fd);
    record('file', readFileSync(join(place, 'output')));
  },
  'descriptors in swapped places': async (cp, record, place) => {
    const fds = ['a', 'b', 'c', 'd', 'e'].map((name) => openSync(join(place, name), 'w'));
    await observe(
      cp.spawn('sh', ['-c', 'for n in 1 2 3 4 5; do echo $n >&$n; done'], { stdio: ['ignore', ...fds.toReversed()] }),
      record,
    );
    for (const fd of fds) closeSync(fd);
    record(
      'files',
      ['a', 'b', 'c', 'd', 'e'].map((name) => readFileSync(join(place, name), 'utf8')),
    );
  },
  'a high descriptor in a low place': async (cp, record, place) => {
    const fds = Array.from({ length: 12 }, (_, index) => openSync(join(place, `${index}`), 'w'));
    await observe(
      cp.spawn('sh', ['-c', 'echo three >&3; echo four >&4'], {
        stdio: ['ignore', 'pipe', 'pipe', fds[11], fds[0]] as number[],
      }),
      record,
    );
    for (const fd of fds) closeSync(fd);
    record('files', [readFileSync(join(place, '11'), 'utf8'), readFileSync(join(place, '0'), 'utf8')]);
  },
  'a closed descriptor': (cp, record) =>
    attemptNow(record, 'spawn', () => cp.spawn('true', { stdio: ['ignore', 987, 'ignore'] })),
  'a write stream': async (cp, record, place) => {
    const stream = createWriteStream(join(place, 'output'));
    await first(stream, 'open');
    await observe(cp.spawn('echo', ['to a stream'], { stdio: ['ignore', stream, 'pipe'] }), record);
    record('stream', [stream.destroyed, stream.writable]);
    stream.end();
    await first(stream, 'close');
    record('file', readFileSync(join(place, 'output')));
  },
  'a read stream': async (cp, record, place) => {
    writeFileSync(join(place, 'input'), 'through a stream\n');
    const stream = createReadStream(join(place, 'input'));
    await first(stream, 'open');
    await observe(cp.spawn('cat', { stdio: [stream, 'pipe', 'pipe'] }), record);
    stream.destroy();
  },
  'a stream that is not open yet': async (cp, record, place) => {
    const stream = createWriteStream(join(place, 'output'));
    attemptNow(record, 'spawn', () => cp.spawn('true', { stdio: ['ignore', stream, 'ignore'] }));
    await first(stream, 'open');
    stream.destroy();
  },
  'a socket': async (cp, record) => {
    const server = createServer().listen(0, '127.0.0.1');
    await first(server, 'listening');
    const { port } = server.address() as { port: number };
    const client = createConnection(port, '127.0.0.1');
    const received = drain(client);
    const [socket] = (await first(server, 'connection')) as [Socket];
    await observe(cp.spawn('echo', ['over a socket'], { stdio: ['ignore', socket, 'pipe'] }), record);
    socket.end();
    record('received', await received);
    server.close();
  },
  'one child reads what another writes': async (cp, record) => {
    const source = cp.spawn('printf', ['b\\na\\nc\\n'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const sorted = cp.spawn('sort', { stdio: [source.stdout, 'pipe', 'pipe'] });
    await Promise.all([exited(source), observe(sorted, record)]);
  },
  'piped through streams': async (cp, record) => {
    const source = cp.spawn('printf', ['b\\na\\nc\\n']);
    const sorted = cp.spawn('sort');
    source.stdout.pipe(sorted.stdin);
    await observe(sorted, record);
  },
  'the fourth pipe carries both ways': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'read line <&3; echo "got $line" >&3'], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const fourth = child.stdio[3] as unknown as Duplex;
    const answer = drain(fourth);
    fourth.write('a line\n');
    await observe(child, record);
    record('answer', await answer);
  },
  'each of six pipes carries its own bytes': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'for n in 1 2 3 4 5; do echo "on $n" >&$n; done'], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'] as never[],
    });
    const outputs = Promise.all(child.stdio.slice(3).map((stream) => drain(stream as unknown as Readable)));
    await observe(child, record);
    record('outputs', await outputs);
  },
  'wrong stdio values': (cp, record) => {
    const wrong: unknown[] = [
      'wrong',
      ['wrong'],
      ['pipe', 'pipe', 'pipe', 'x'],
      1,
      true,
      {},
      [{}],
      [-1],
      [Symbol('s')],
      ['ipc', 'ipc'],
      [() => {}],
    ];
    for (const stdio of wrong) attemptNow(record, 'spawn', () => cp.spawn('true', { stdio: stdio as never }));
  },
  'a negative descriptor': (cp, record) =>
    attemptNow(record, 'spawn', () => cp.spawn('true', { stdio: ['ignore', -1 as never, 'ignore'] })),
  'standard input that is never ended': async (cp, record) => {
    const child = cp.spawn('head', ['-n', '1']);
    child.stdin.on('error', () => {});
    child.stdin.write('one line\n');
    await observe(child, record);
  },
  'standard input ended at once': (cp, record) => {
    const child = cp.spawn('cat');
    child.stdin.end('some bytes\0\xff', 'latin1');
    return observe(child, record);
  },
  'a program that closes its outputs early': async (cp, record) => {
    const child = cp.spawn('sh', ['-c', 'exec >&- 2>&-; sleep 0.05; exit 4']);
    await observe(child, record);
  },
  'descriptors that the host has open do not leak in': async (cp, record, place) => {
    const fds = Array.from({ length: 5 }, (_, index) => openSync(join(place, `secret${index}`), 'w'));
    await layout(cp, record, ['ignore', 'pipe', 'pipe']);
    for (const fd of fds) closeSync(fd);
  },
  'nothing of the host or of a library leaks in with ignored stdio': async (cp, record, place) => {
    const fd = openSync(join(place, 'list'), 'w');
    await observe(cp.spawn('perl', listDescriptors, { stdio: ['ignore', fd, 'ignore'] }), record);
    closeSync(fd);
    record('list', readFileSync(join(place, 'list'), 'utf8'));
  },
  'pipes are sockets for the program too': (cp, record) =>
    observe(
      cp.spawn(process.execPath, ['-p', '[0, 1, 2].map((fd) => require("fs").fstatSync(fd).isSocket())'], {
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
      record,
    ),
  'flags of the descriptors': (cp, record) =>
    observe(
      cp.spawn('sh', ['-c', 'grep -h flags /proc/self/fdinfo/0 /proc/self/fdinfo/1 /proc/self/fdinfo/2'], {
        stdio: ['pipe', 'pipe', 'ignore'],
      }),
      record,
    ),
  'setEncoding on a pipe': async (cp, record) => {
    const child = cp.spawn('printf', ['äöü€']);
    child.stdout.setEncoding('utf8');
    let text = '';
    child.stdout.on('data', (chunk: string) => {
      record('chunk type', typeof chunk);
      text += chunk;
    });
    await closed(child);
    record('text', text);
  },
  'stdin is a socket that says when it was closed': async (cp, record) => {
    const child = cp.spawn('true');
    const stdin: Writable = child.stdin;
    await closed(child);
    record('stdin', [stdin.destroyed, stdin.writable]);
  },
};

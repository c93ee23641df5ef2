import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChildProcessModule, Theme } from '../case.js';
import { closed } from '../observe.js';
import type { Recorder } from '../record.js';

/** A start that must fail: what is thrown or emitted, when, and what the child looks like. */
async function fail(
  cp: ChildProcessModule,
  record: Recorder,
  file: string,
  args: string[] = [],
  options: object = {},
): Promise<void> {
  let child: import('node:child_process').ChildProcess;
  try {
    child = cp.spawn(file, args, options);
  } catch (error) {
    record('threw', error);
    return;
  }
  record('returned', [
    typeof child.pid,
    child.spawnfile,
    child.spawnargs.length,
    child.exitCode,
    child.signalCode,
    child.killed,
    child.connected,
  ]);
  record(
    'streams',
    child.stdio?.map((stream) => stream && [stream.destroyed, 'readable' in stream && stream.readable]),
  );
  process.nextTick(() => record('next tick'));
  Promise.resolve().then(() => record('microtask'));
  for (const event of ['spawn', 'error', 'exit', 'close', 'disconnect'])
    child.on(event, (...values) => record(event, values));
  const end = closed(child);
  await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 300))]);
  record('state', [typeof child.pid, child.exitCode, child.signalCode, child.killed]);
}

export const cases: Theme = {
  'ENOENT of a name': (cp, record) => fail(cp, record, 'no-such-command', ['a', 'b']),
  'ENOENT of a path': (cp, record) => fail(cp, record, '/no/such/command'),
  'ENOENT with stdio ignored': (cp, record) => fail(cp, record, 'no-such-command', [], { stdio: 'ignore' }),
  'ENOENT with stdio inherited': (cp, record) => fail(cp, record, 'no-such-command', [], { stdio: 'inherit' }),
  'ENOENT with an IPC channel': (cp, record) =>
    fail(cp, record, 'no-such-command', [], { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] }),
  'ENOENT with five pipes': (cp, record) =>
    fail(cp, record, 'no-such-command', [], { stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'] }),
  'ENOENT detached': (cp, record) => fail(cp, record, 'no-such-command', [], { detached: true }),
  'ENOENT with argv0': (cp, record) => fail(cp, record, 'no-such-command', ['x'], { argv0: 'other' }),
  'ENOENT of a shebang': (cp, record, place) => {
    writeFileSync(join(place, 'script'), '#!/no/such/interpreter\n', { mode: 0o755 });
    return fail(cp, record, join(place, 'script'));
  },
  'ENOENT of a dangling symbolic link': (cp, record, place) => {
    symlinkSync('nowhere', join(place, 'link'));
    return fail(cp, record, join(place, 'link'));
  },
  'ENOENT of cwd': (cp, record, place) => fail(cp, record, 'true', [], { cwd: join(place, 'missing') }),
  'ENOENT of cwd as a URL': (cp, record, place) =>
    fail(cp, record, 'true', [], { cwd: pathToFileURL(join(place, 'missing')) }),
  'ENOTDIR of cwd': (cp, record, place) => {
    writeFileSync(join(place, 'file'), '');
    return fail(cp, record, 'true', [], { cwd: join(place, 'file') });
  },
  'ELOOP of cwd': (cp, record, place) => {
    symlinkSync('loop', join(place, 'loop'));
    return fail(cp, record, 'true', [], { cwd: join(place, 'loop') });
  },
  'bad cwd and bad command': (cp, record) => fail(cp, record, 'no-such-command', [], { cwd: '/no/such/directory' }),
  'EACCES of a file that is not executable': (cp, record, place) => {
    writeFileSync(join(place, 'plain'), '#!/bin/sh\n', { mode: 0o644 });
    return fail(cp, record, join(place, 'plain'));
  },
  'EACCES of a directory': (cp, record, place) => fail(cp, record, place),
  'EACCES of a file in PATH': (cp, record, place) => {
    writeFileSync(join(place, 'plain'), '#!/bin/sh\n', { mode: 0o644 });
    return fail(cp, record, 'plain', [], { env: { PATH: place } });
  },
  'ENOTDIR of a path through a file': (cp, record, place) => {
    writeFileSync(join(place, 'file'), '', { mode: 0o755 });
    return fail(cp, record, join(place, 'file', 'program'));
  },
  'ELOOP of a command': (cp, record, place) => {
    symlinkSync('loop', join(place, 'loop'));
    return fail(cp, record, join(place, 'loop'));
  },
  'ENAMETOOLONG of a name': (cp, record) => fail(cp, record, `/${'n'.repeat(300)}`),
  'ENAMETOOLONG of a path': (cp, record) => fail(cp, record, '/tmp'.repeat(1100)),
  'E2BIG of one argument': (cp, record) => fail(cp, record, 'true', ['x'.repeat(200_000)]),
  'E2BIG of many arguments': (cp, record) =>
    fail(
      cp,
      record,
      'true',
      Array.from({ length: 30 }, () => 'x'.repeat(120_000)),
    ),
  'E2BIG of one variable': (cp, record) =>
    fail(cp, record, 'true', [], { env: { PATH: '/usr/bin:/bin', BIG: 'x'.repeat(200_000) } }),
  'ETXTBSY of a program open for writing': async (cp, record, place) => {
    const path = join(place, 'busy');
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 });
    const fd = openSync(path, 'r+');
    await fail(cp, record, path);
    closeSync(fd);
  },
  'a damaged program is tried by the shell': async (cp, record, place) => {
    const path = join(place, 'damaged');
    writeFileSync(path, '\x7fELF damaged', { mode: 0o755 });
    await fail(cp, record, path, [], { stdio: 'ignore' });
  },
  'a working directory that cannot be entered': async (cp, record, place) => {
    mkdirSync(join(place, 'closed'));
    chmodSync(join(place, 'closed'), 0);
    await fail(cp, record, 'true', [], {
      cwd: join(place, 'closed'),
      ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
    });
    chmodSync(join(place, 'closed'), 0o755);
  },
  'an error that nobody listens to is thrown': async (cp, record) => {
    const child = cp.spawn('no-such-command');
    const error = await new Promise((resolve) => process.once('uncaughtException', resolve));
    record('uncaught', error);
    record('child', child.spawnfile);
  },
  'execFile of a missing command': async (cp, record) => {
    const child = cp.execFile('no-such-command', ['a'], (error, stdout, stderr) =>
      record('callback', [error, stdout, stderr]),
    );
    record('pid', child.pid);
    await closed(child);
  },
  'exec of a missing command': async (cp, record) => {
    await closed(cp.exec('/no/such/command', (error, stdout) => record('callback', [error, stdout])));
  },
  'exec in a missing directory': async (cp, record) => {
    await closed(
      cp.exec('true', { cwd: '/no/such/directory' }, (error, stdout, stderr) =>
        record('callback', [error, stdout, stderr]),
      ),
    );
  },
  'fork of a missing module': async (cp, record) => {
    const child = cp.fork('/no/such/module.js', { execArgv: [], silent: true });
    record('end', await closed(child));
  },
  'fork with a missing execPath': async (cp, record) => {
    const child = cp.fork('/no/such/module.js', { execArgv: [], execPath: '/no/such/node' });
    child.on('error', (error) => record('error', error));
    child.on('exit', (...values) => record('exit', values));
    record('state', [child.pid, child.connected]);
    await closed(child);
    record('state', [child.pid, child.connected, child.exitCode]);
  },
  'spawnSync of a missing command': (cp, record) => record('result', cp.spawnSync('no-such-command', ['a', 'b'])),
  'spawnSync in a missing directory': (cp, record) =>
    record('result', cp.spawnSync('true', { cwd: '/no/such/directory' })),
  'spawnSync of a file that is not executable': (cp, record, place) => {
    writeFileSync(join(place, 'plain'), '', { mode: 0o644 });
    record('result', cp.spawnSync(join(place, 'plain')));
  },
  'spawnSync of a directory': (cp, record, place) => record('result', cp.spawnSync(place)),
  'spawnSync with too long an argument': (cp, record) => {
    const result = cp.spawnSync('true', ['x'.repeat(200_000)]);
    record('result', { ...result, error: { ...result.error, spawnargs: 'long' } });
  },
  'spawnSync of a path through a file': (cp, record, place) => {
    writeFileSync(join(place, 'file'), '', { mode: 0o755 });
    record('result', cp.spawnSync(join(place, 'file', 'program')));
  },
  'spawnSync of a loop of links': (cp, record, place) => {
    symlinkSync('loop', join(place, 'loop'));
    record('result', cp.spawnSync(join(place, 'loop')));
  },
  'execFileSync of a missing command': (cp, record) => {
    try {
      cp.execFileSync('no-such-command', ['a']);
    } catch (error) {
      record('threw', error);
    }
  },
  'execSync of a missing command': (cp, record) => {
    try {
      cp.execSync('/no/such/command', { stdio: 'pipe' });
    } catch (error) {
      record('threw', { ...(error as Error), pid: typeof (error as { pid: unknown }).pid });
    }
  },
};

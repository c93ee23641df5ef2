import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcessModule, Theme } from '../case.js';
import { closed, observe } from '../observe.js';
import type { Recorder } from '../record.js';

const nobody = { uid: 65534, gid: 65534 };

/** Works for root and fails for others: both must look the same. */
async function as(
  cp: ChildProcessModule,
  record: Recorder,
  options: object,
  file = 'sh',
  args = ['-c', 'id -u; id -g; id -G'],
): Promise<void> {
  let child: ChildProcess;
  try {
    child = cp.spawn(file, args, options);
  } catch (error) {
    record('threw', error);
    return;
  }
  await observe(child, record);
}

export const cases: Theme = {
  'our own user and groups': (cp, record) => as(cp, record, {}),
  'another user and group': (cp, record) => as(cp, record, nobody),
  'another user only': (cp, record) => as(cp, record, { uid: 65534 }),
  'another group only': (cp, record) => as(cp, record, { gid: 65534 }),
  'ids without a name': (cp, record) => as(cp, record, { uid: 54321, gid: 12345 }),
  'all four kinds of id': (cp, record) => as(cp, record, nobody, 'grep', ['-E', '^(Uid|Gid):', '/proc/self/status']),
  'our own ids given': (cp, record) => as(cp, record, { uid: process.getuid?.(), gid: process.getgid?.() }),
  'ids 0': (cp, record) => as(cp, record, { uid: 0, gid: 0 }),
  'null ids mean our own': (cp, record) => as(cp, record, { uid: null, gid: null }),
  'files made by another user are his': async (cp, record, place) => {
    chmodSync(place, 0o777);
    await as(cp, record, { ...nobody, cwd: place }, 'sh', ['-c', 'umask 027; touch made; stat -c "%u %g %a" made']);
  },
  'another user cannot enter a closed directory': async (cp, record, place) => {
    mkdirSync(join(place, 'mine'), { mode: 0o700 });
    await as(cp, record, { ...nobody, cwd: join(place, 'mine') }, 'true', []);
  },
  'another user cannot run a private program': async (cp, record, place) => {
    chmodSync(place, 0o755);
    writeFileSync(join(place, 'private'), '#!/bin/sh\necho ran\n', { mode: 0o700 });
    await as(cp, record, nobody, join(place, 'private'), []);
  },
  'another user reads his own file': async (cp, record, place) => {
    chmodSync(place, 0o755);
    writeFileSync(join(place, 'his'), 'content', { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(join(place, 'his'), nobody.uid, nobody.gid);
    await as(cp, record, { ...nobody, cwd: place }, 'cat', ['his']);
  },
  'another user keeps a signal and an exit code': async (cp, record) => {
    await as(cp, record, nobody, 'sh', ['-c', 'exit 41']);
    await as(cp, record, nobody, 'sh', ['-c', 'kill -9 $$']);
  },
  'another user can be killed': async (cp, record) => {
    let child: ChildProcess;
    try {
      child = cp.spawn('sleep', ['10'], nobody);
    } catch (error) {
      record('threw', error);
      return;
    }
    record('kill', child.kill('SIGTERM'));
    record('end', await closed(child));
  },
  'spawnSync as another user': (cp, record) => {
    const { pid: _, ...result } = cp.spawnSync('sh', ['-c', 'id -u; id -g'], nobody);
    record('result', result);
  },
};

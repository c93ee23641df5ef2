// npm run test:soak: jails one after another and many at once; whatever they took is given back.
//   npm run test:soak -- [--jails 10000] [--at-once 200] [--ordinary]

import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { JailKeeper, type Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { runCommand } from './command.js';
import { residentKib, slopeOf } from './memory.js';
import { childrenOf } from './moment.js';
import { formatTable } from './table.js';

const { values: options } = parseArgs({
  options: {
    jails: { type: 'string', default: '10000' },
    'at-once': { type: 'string', default: '200' },
    ordinary: { type: 'boolean', default: false },
  },
});
const jails = Number(options.jails);
const atOnce = Number(options['at-once']);
const env = { PATH: '/usr/bin:/bin' };
const { file: flood } = fixture('flood.c');
/** At the start memory grows in any case: code is compiled, caches are filled. */
const warmUp = Math.ceil(jails / 10);
const samples = 50;

async function end(child: ChildProcess): Promise<void> {
  child.on('error', () => undefined);
  child.stdout?.resume();
  await new Promise((resolve) => child.once('close', resolve));
}

function sh(ground: Ground, line: string, policy: Policy = {}, more: object = {}): Promise<void> {
  return end(new JailKeeper(policy).spawn('/bin/sh', ['-c', line], { cwd: ground.jail, env, ...more }));
}

/** What a service does with jails, well and badly. */
const WORKLOADS: readonly ((ground: Ground) => Promise<void> | void)[] = [
  (ground) => end(new JailKeeper().spawn('true', [], { cwd: ground.jail, env })),
  (ground) => sh(ground, `cat ${ground.secret}; cat inside`, { onJailbreak: 'deny' }),
  (ground) => sh(ground, `sleep 9 & cat ${ground.secret}; sleep 9`),
  (ground) => sh(ground, 'cat inside', { deny: [/never/], onJailbreak: 'deny' }),
  (ground) => sh(ground, `cat ${ground.secret}; cat inside`, { onJailbreak: () => 'deny' }),
  (ground) => sh(ground, 'cd "$TMPDIR" && mkdir -p a/b && echo c > a/b/c && chmod 0 a', { preset: 'latex' }),
  (ground) => sh(ground, 'head -c 300000 /dev/zero'),
  (ground) => sh(ground, 'sleep 9 & sleep 9', {}, { timeout: 20 }),
  (ground) => sh(ground, 'sleep 9 & sleep 9', {}, { signal: AbortSignal.timeout(20) }),
  (ground) => sh(ground, 'exit 3', {}, { stdio: 'ignore' }),
  (ground) => void new JailKeeper({ onJailbreak: 'deny' }).spawnSync('cat', [ground.secret], { cwd: ground.jail, env }),
  (ground) =>
    void new JailKeeper().spawnSync('/bin/sh', ['-c', 'sleep 9 & sleep 9'], { cwd: ground.jail, env, timeout: 20 }),
  (ground) => {
    const args = ['connect', `socket-${Math.random()}`, '1', '3'];
    return end(new JailKeeper({ read: flood }).spawn(flood, args, { cwd: ground.jail, env }));
  },
  () => {
    try {
      new JailKeeper().spawn('/nowhere/at-all', []).on('error', () => undefined);
    } catch {
      // An error is what it is here for.
    }
  },
];

function play(ground: Ground, index: number): Promise<void> | void {
  return WORKLOADS[index % WORKLOADS.length]?.(ground);
}

interface Holdings {
  readonly descriptors: number;
  readonly processes: number;
  readonly temporary: number;
  readonly shared: number;
  readonly machineFiles: number;
  readonly residentKib: number;
}

function takeStock(): Holdings {
  const ours = (directory: string) => readdirSync(directory).filter((name) => name.startsWith('jailkeeper-')).length;
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    // Zombies are children too.
    processes: childrenOf(process.pid).length,
    temporary: ours(tmpdir()),
    shared: ours('/dev/shm'),
    machineFiles: Number(readFileSync('/proc/sys/fs/file-nr', 'latin1').split('\t')[0]),
    residentKib: residentKib(),
  };
}

async function oneAfterAnother(ground: Ground): Promise<number> {
  const resident: number[] = [];
  const every = Math.max(1, Math.floor((jails - warmUp) / samples));
  for (let index = warmUp; index < jails; index++) {
    await play(ground, index);
    if (index % every === 0) resident.push(residentKib());
    if (index % 1000 === 0) console.error(`${index} of ${jails}, ${resident.at(-1)} KiB`);
  }
  return (slopeOf(resident) / every) * 1000;
}

async function manyAtOnce(ground: Ground): Promise<void> {
  // Those that block Node are not for this.
  const asynchronous = WORKLOADS.filter((_, index) => index !== 10 && index !== 11);
  await Promise.all(Array.from({ length: atOnce }, (_, index) => asynchronous[index % asynchronous.length]?.(ground)));
}

/** Directories are removed in the background. */
async function settle(): Promise<void> {
  await delay(2000);
}

/** Whatever else makes temporary directories on this machine is not counted. */
async function inOwnTemporary(body: () => Promise<void>): Promise<void> {
  const shared = process.env.TMPDIR;
  const own = mkdtempSync(path.join(tmpdir(), 'soak-'));
  process.env.TMPDIR = own;
  try {
    await body();
  } finally {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
    rmSync(own, { recursive: true, force: true });
  }
}

await runCommand(options.ordinary, async () => {
  const rows: (string | number)[][] = [];
  const note = (name: string, stock: Holdings, seconds: number, slope: number | string) =>
    rows.push([name, ...Object.values(stock), slope, seconds]);
  let isFine = true;
  const soak = async (ground: Ground): Promise<void> => {
    for (let index = 0; index < warmUp; index++) await play(ground, index);
    await settle();
    const before = takeStock();
    note(`after ${warmUp} to warm up`, before, 0, '');
    const check = (after: Holdings): void => {
      for (const key of ['descriptors', 'processes', 'temporary', 'shared'] as const)
        isFine &&= after[key] <= before[key];
    };
    const timed = async (name: string, body: () => Promise<number | string>): Promise<void> => {
      const startMs = performance.now();
      const slope = await body();
      const seconds = Math.round((performance.now() - startMs) / 1000);
      await settle();
      const after = takeStock();
      check(after);
      note(name, after, seconds, slope);
    };
    await timed(`${jails - warmUp} more, one after another`, async () => Math.round(await oneAfterAnother(ground)));
    for (let turn = 1; turn <= 3; turn++) {
      await timed(`${atOnce} at once, turn ${turn}`, async () => manyAtOnce(ground).then(() => ''));
    }
  };
  await inOwnTemporary(() => onGround(soak));
  const head = [
    '',
    'descriptors',
    'children and zombies',
    'temporary directories',
    'in /dev/shm',
    'open files of the machine',
    'Node KiB',
    'KiB per 1,000 jails (fit)',
    'seconds',
  ];
  console.log(formatTable(head, rows));
  return isFine;
});

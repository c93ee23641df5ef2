import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Jailbreak, JailKeeper, type Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin, keepersOf } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';
import { startOutside } from '../stage/outside-program.js';
import { differences, takeSnapshot } from '../stage/snapshot.js';

// Sixteen kinds of calls, refused, performed, verified and waited for; six ways to end who makes them; each at several
// moments of the call.

const limitMs = 30_000;
const combinations = 16 * 6;
const rounds = 8;
const stepUs = 20;

interface Scene {
  readonly ground: Ground;
  readonly env: Record<string, string>;
  readonly arguments: readonly string[];
  readonly isSentinelAlive: () => boolean;
  readonly heard: readonly string[];
}

async function onScene(count: number, body: (scene: Scene) => Promise<void>): Promise<void> {
  await onGround(async (ground) => {
    const { mark, env } = makeMark();
    const address = path.join(ground.outside, 'server');
    const server = await startOutside('hear.c', ['unix-stream', address, 'token', ground.secret], ground.outside);
    const sentinel = await startOutside('sentinel.c', [ground.canary, ground.secret], ground.outside);
    const timer = setTimeout(() => endMarkedProcesses(mark), limitMs);
    const { child } = sentinel;
    const words = [count, stepUs, ground.secret, address, ground.victim, child.pid].map(String);
    const isSentinelAlive = () => child.exitCode === null && child.signalCode === null;
    try {
      await body({ ground, env, arguments: words, isSentinelAlive, heard: server.lines });
      assert.ok(await goneWithin(mark, 2000), 'a process is left');
    } finally {
      clearTimeout(timer);
      endMarkedProcesses(mark);
      server.end();
      sentinel.end();
    }
  });
}

/** Lets it sweep twice. The lines of both, and what `look` saw after each. */
async function sweepTwice<Seen>(child: ChildProcess, look: () => Promise<Seen>): Promise<[string[], Seen[]]> {
  const { stdin, stdout } = child;
  assert.ok(stdin && stdout, 'pipes');
  const reader = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const lines: string[] = [];
  const seen: Seen[] = [];
  const ended = once(child, 'close');
  while (seen.length < 2) {
    stdin.write('go\n');
    for (;;) {
      const { value, done } = await reader.next();
      assert.ok(!done, `it hangs or is gone after ${lines.at(-1)}`);
      if (value === 'sweep') break;
      lines.push(value);
    }
    seen.push(await look());
  }
  stdin.write('go\n');
  assert.deepEqual(await ended, [0, null]);
  return [lines, seen];
}

const threadsOf = (pid: number): number =>
  Number(/^Threads:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);

/** When what was waited for has been given up: threads, and descriptors where we may count them. */
async function lookAt(supervisor: number): Promise<number> {
  const endMs = Date.now() + 5000;
  while (threadsOf(supervisor) > 1 && Date.now() < endMs) await delay(20);
  assert.equal(threadsOf(supervisor), 1, 'a thread waits for a caller that has died');
  return process.getuid?.() === 0 ? readdirSync(`/proc/${supervisor}/fd`).length : 0;
}

test('without a jail they do their harm before they die', () =>
  onScene(1, async ({ ground, env, arguments: words, isSentinelAlive, heard }) => {
    const child = spawn(fixture('die-while-asking.c').file, words, {
      cwd: ground.jail,
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [lines] = await sweepTwice(child, () => Promise.resolve());
    assert.equal(
      lines.every((line) => line.endsWith(': NOT JUDGED')),
      true,
    );
    assert.equal(readFileSync(ground.victim, 'utf8'), '');
    assert.deepEqual([heard.length > 0, isSentinelAlive()], [true, false]);
  }));

const policies: readonly (readonly [about: string, policy: (ground: Ground) => Policy])[] = [
  ['where the kernel looks after paths', () => ({})],
  ['where the keeper performs, verifies and tells', ({ private: deny }) => ({ deny, metadata: 'deny' })],
];

for (const [about, policy] of policies)
  test(`a keeper outlives them all, and goes on judging, ${about}`, () =>
    onScene(rounds, async ({ ground, env, arguments: words, isSentinelAlive, heard }) => {
      const start = takeSnapshot(ground.root, ground.outside);
      const { file } = fixture('die-while-asking.c');
      const jail = new JailKeeper({ onJailbreak: 'deny', read: file, ...policy(ground) });
      const jailbreaks: Jailbreak[] = [];
      jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
      const child = jail.spawn(file, words, { cwd: ground.jail, env, stdio: ['pipe', 'pipe', 'inherit'] });
      const { pid } = child;
      const keepers = keepersOf(child);
      const [lines, descriptors] = await sweepTwice(child, async () => {
        assert.deepEqual(keepersOf(child), keepers);
        return lookAt(keepers[0] ?? 0);
      });
      assert.equal(lines.length, 2 * combinations);
      assert.deepEqual(
        lines.filter((line) => !line.endsWith(': judged')),
        [],
      );
      assert.ok((descriptors[1] ?? 0) <= (descriptors[0] ?? 0), `descriptors: ${descriptors.join(', then ')}`);
      const own = jailbreaks.filter((jailbreak) => jailbreak.pid === pid && jailbreak.file === ground.secret);
      const counted = own.reduce((sum, { count }) => sum + count, 0);
      assert.equal(counted, 2 * combinations, 'attempts of the one that lives');
      const others = new Set(jailbreaks.filter((jailbreak) => jailbreak.pid !== pid).map(({ mode }) => mode));
      assert.deepEqual([...others].sort(), ['connect', 'kernel', 'process', 'read', 'write']);
      assert.deepEqual(differences(start, takeSnapshot(ground.root, ground.outside)), []);
      assert.deepEqual([heard, isSentinelAlive()], [[], true]);
    }));

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type AttachPolicy, type Jailbreak, JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark, markedProcesses } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';
import { OBEDIENT_SHELL, type RunningProgram, startRunning } from '../stage/running-program.js';

interface Scene {
  readonly ground: Ground;
  readonly mark: string;
  readonly shell: RunningProgram;
}

/** A shell that runs in the jail's directory without a jail. */
async function onScene(body: (scene: Scene) => Promise<void>): Promise<void> {
  await onGround(async (ground) => {
    const { mark, env } = makeMark();
    const shell = await startRunning('/bin/bash', ['--norc', ...OBEDIENT_SHELL], ground.jail, env);
    try {
      assert.equal(await shell.next(), 'ready');
      await body({ ground, mark, shell });
    } finally {
      endMarkedProcesses(mark);
    }
  });
}

const attach = async (shell: RunningProgram, policy: AttachPolicy = {}): Promise<[JailKeeper, Jailbreak[]]> => {
  const jail = new JailKeeper(shell.child, policy);
  const jailbreaks: Jailbreak[] = [];
  jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
  await jail.attached;
  return [jail, jailbreaks];
};

async function ask(shell: RunningProgram, line: string): Promise<string[]> {
  shell.say(line);
  const lines: string[] = [];
  for (;;) {
    const next = await shell.next();
    if (next === undefined) return [...lines, 'gone'];
    if (next.startsWith('done')) return [...lines, next];
    lines.push(next);
  }
}

/** The program may answer before the jail tells. */
async function told(jailbreaks: readonly Jailbreak[], count: number): Promise<void> {
  const endMs = Date.now() + 5000;
  while (jailbreaks.length < count && Date.now() < endMs) await delay(5);
}

const statusOf = (pid: number, field: string): string | undefined =>
  new RegExp(`^${field}:\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];

test('what it may do changes under it, and nothing else', () =>
  onScene(async ({ ground, shell }) => {
    const read = `cat ${ground.secret} 2>/dev/null`;
    assert.deepEqual(await ask(shell, read), [ground.canary, 'done 0']);
    const [jail, jailbreaks] = await attach(shell, { onJailbreak: 'deny' });
    assert.deepEqual(await ask(shell, read), ['done 1']);
    assert.deepEqual(await ask(shell, `echo in > new; cat new`), ['in', 'done 0']);
    assert.deepEqual(await ask(shell, `: < ${ground.secret}`), ['done 1']);
    await told(jailbreaks, 2);
    assert.deepEqual(
      jailbreaks.map(({ mode, file, verdict }) => [mode, file, verdict]),
      [
        ['read', ground.secret, 'deny'],
        ['read', ground.secret, 'deny'],
      ],
    );
    assert.notEqual(jailbreaks[0]?.pid, shell.pid);
    assert.equal(jailbreaks[1]?.pid, shell.pid);
    assert.deepEqual([jail.enforcement?.areas.files, jail.enforcement?.areas.processes], ['full', 'full']);
    assert.deepEqual(
      ['TracerPid', 'NoNewPrivs', 'Seccomp'].map((field) => statusOf(shell.pid, field)),
      ['0', '1', '2'],
    );
    shell.child.stdin?.end();
    assert.deepEqual(await shell.ended, [0, null]);
  }));

test('strace can attach to it afterwards', () =>
  onScene(async ({ shell }) => {
    await attach(shell, { onJailbreak: 'deny' });
    const strace = spawnSync('timeout', ['3', 'strace', '-p', String(shell.pid)], { encoding: 'utf8' });
    assert.match(strace.stderr, /attached/);
    assert.deepEqual(await ask(shell, 'echo alive'), ['alive', 'done 0']);
  }));

test('an attempt is the end of all that it has started since, orphans too', () =>
  onScene(async ({ ground, mark, shell }) => {
    const [jail, jailbreaks] = await attach(shell);
    const jailEnded = new Promise((resolve) => jail.once('exit', (...ending) => resolve(ending)));
    await ask(shell, '(setsid sleep 100 & ) ; sleep 100 &');
    const endMs = Date.now() + 5000;
    while (markedProcesses(mark).length < 3 && Date.now() < endMs) await delay(5);
    assert.equal(markedProcesses(mark).length, 3);
    shell.say(`: < ${ground.secret}`);
    assert.deepEqual(await shell.ended, [null, 'SIGKILL']);
    assert.equal(await goneWithin(mark, 1000), true);
    assert.deepEqual(
      jailbreaks.map(({ file, verdict }) => [file, verdict]),
      [[ground.secret, 'kill']],
    );
    assert.deepEqual(await jailEnded, [null, 'SIGKILL']);
  }));

test('every thread that waits, computes, or is made goes on as if nothing had happened', () =>
  onGround(async (ground) => {
    const { file } = fixture('check-itself.c');
    const run = async (isAttached: boolean) => {
      const program = await startRunning(file, ['20', ground.secret], ground.jail);
      assert.equal(await program.next(), 'ready');
      await delay(20);
      if (isAttached) await attach(program, { onJailbreak: 'deny' });
      await delay(50);
      program.say('enough');
      const lines: (string | undefined)[] = [await program.next()];
      while (lines.at(-1) !== undefined) lines.push(await program.next());
      return [lines.slice(0, -1), await program.ended];
    };
    assert.deepEqual(await run(false), [['free'], [0, null]]);
    for (let round = 0; round < 20; round++) assert.deepEqual(await run(true), [['jailed'], [0, null]]);
  }));

const CHURN = `
import sys, threading, time
counts = [0] * 32
def leaf(): pass
def work(number):
    while True:
        thread = threading.Thread(target=leaf); thread.start(); thread.join()
        counts[number] += 1
for number in range(32): threading.Thread(target=work, args=(number,), daemon=True).start()
print("ready", flush=True)
for path in sys.stdin:
    before = list(counts); time.sleep(0.2)
    try: text = open(path.strip()).read().strip()
    except PermissionError: text = "refused"
    print(text, all(now > then for now, then in zip(counts, before)), flush=True)
`;

test('a Python whose 32 threads start and end others all the time', () =>
  onGround(async (ground) => {
    const python = await startRunning('python3', ['-c', CHURN], ground.jail);
    try {
      assert.equal(await python.next(), 'ready');
      python.say(ground.secret);
      assert.equal(await python.next(), `${ground.canary} True`);
      await attach(python, { onJailbreak: 'deny' });
      for (const [file, text] of [
        [ground.secret, 'refused True'],
        ['inside', 'harmless True'],
      ] as const) {
        python.say(file);
        assert.equal(await python.next(), text);
      }
    } finally {
      python.child.kill('SIGKILL');
    }
  }));

test('a program in a signal handler', () =>
  onScene(async ({ ground, shell }) => {
    shell.say(`trap 'read -r line < ${ground.jail}/gate; : < ${ground.secret}; echo "handled $?"' USR1; echo set`);
    assert.equal(await shell.next(), 'set');
    assert.equal(await shell.next(), 'done 0');
    spawnSync('mkfifo', [path.join(ground.jail, 'gate')]);
    shell.child.kill('SIGUSR1');
    await delay(50);
    await attach(shell, { onJailbreak: 'deny' });
    writeFileSync(path.join(ground.jail, 'gate'), 'go\n');
    assert.equal(await shell.next(), 'handled 1');
    assert.deepEqual(await ask(shell, 'echo alive'), ['alive', 'done 0']);
  }));

test('a process that is stopped stays stopped, and goes on when it is continued', () =>
  onScene(async ({ ground, shell }) => {
    shell.child.kill('SIGSTOP');
    await attach(shell, { onJailbreak: 'deny' });
    assert.equal(statusOf(shell.pid, 'State'), 'T');
    shell.child.kill('SIGCONT');
    assert.deepEqual(await ask(shell, `: < ${ground.secret}`), ['done 1']);
  }));

test('what it had open is told, and closed on request', () =>
  onScene(async ({ ground, shell }) => {
    await ask(shell, `exec 7<${ground.secret} 8<inside 9>>${ground.victim}`);
    const [jail] = await attach(shell, { onJailbreak: 'deny', closeInherited: 'outside' });
    const named = jail.inherited.filter(({ fd }) => fd !== undefined && fd >= 7 && fd <= 9);
    assert.deepEqual(
      named.map(({ fd, path: file, mode, outside, closed }) => [fd, file, mode, outside, closed]),
      [
        [7, ground.secret, 'read', true, true],
        [8, path.join(ground.jail, 'inside'), 'read', false, false],
        [9, ground.victim, 'write', true, true],
      ],
    );
    assert.deepEqual(await ask(shell, 'cat <&7; cat <&8; echo changed >&9'), ['harmless', 'done 0']);
    assert.equal(readFileSync(ground.victim, 'utf8'), 'untouched\n');
  }));

test('what it had open stays open without that request', () =>
  onScene(async ({ ground, shell }) => {
    await ask(shell, `exec 7<${ground.secret}`);
    const [jail] = await attach(shell, { onJailbreak: 'deny' });
    assert.deepEqual(await ask(shell, 'cat <&7'), [ground.canary, 'done 0']);
    const [secret] = jail.inherited.filter(({ fd }) => fd === 7);
    assert.deepEqual([secret?.outside, secret?.closed], [true, false]);
  }));

test('what it has started already is outside, unless the whole tree is attached', () =>
  onScene(async ({ ground, shell }) => {
    const child = `(read -r line < ${ground.jail}/go; cat ${ground.secret} > ${ground.jail}/OUT) 2>/dev/null &`;
    for (const tree of [false, true]) {
      await onScene(async ({ shell: other }) => {
        await ask(other, `cd ${ground.jail}; rm -f go OUT; mkfifo go; ${child}`);
        const [jail] = await attach(other, { onJailbreak: 'deny', tree });
        assert.equal(new Set(jail.inherited.map(({ pid }) => pid)).size, tree ? 2 : 1);
        await ask(other, 'echo > go; wait');
        assert.equal(readFileSync(path.join(ground.jail, 'OUT'), 'utf8'), tree ? '' : `${ground.canary}\n`);
      });
    }
    assert.deepEqual(await ask(shell, 'true'), ['done 0']);
  }));

const isCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

test('a process that is gone, this process, and one in a jail are refused', () =>
  onScene(async ({ shell }) => {
    await assert.rejects(JailKeeper.attach(2 ** 22 - 1), isCode('ERR_JAIL_ATTACH'));
    await assert.rejects(JailKeeper.attach(process.pid), isCode('ERR_JAIL_ATTACH'));
    await assert.rejects(JailKeeper.attach(-1), isCode('ERR_JAIL_ATTACH'));
    await attach(shell, { onJailbreak: 'deny' });
    await assert.rejects(JailKeeper.attach(shell.pid), isCode('ERR_JAIL_NESTED'));
    assert.deepEqual(await ask(shell, 'echo alive'), ['alive', 'done 0']);
  }));

test('a program of another architecture is let go, or killed on request', () =>
  onGround(async (ground) => {
    const { file } = fixture('wait.i386.c');
    for (const onAttachFailure of ['release', 'kill'] as const) {
      const program = await startRunning(file, [], ground.jail);
      const jail = new JailKeeper(program.child, { onAttachFailure });
      await assert.rejects(jail.attached ?? Promise.resolve(), isCode('ERR_JAIL_ATTACH'));
      if (onAttachFailure === 'release') {
        program.say('');
        assert.deepEqual(await program.ended, [7, null]);
      } else assert.deepEqual(await program.ended, [null, 'SIGKILL']);
    }
  }));

test("somebody else's process is refused with what to do", { skip: process.getuid?.() === 0 }, async () => {
  await assert.rejects(JailKeeper.attach(1), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'ERR_JAIL_ATTACH_PERMISSION');
    assert.match(error.message, /ptrace_scope/);
    return true;
  });
});

test('a killed keeper is the end of the process', () =>
  onScene(async ({ shell, mark }) => {
    const [jail] = await attach(shell, { onJailbreak: 'deny' });
    const failed = new Promise<unknown>((resolve) => shell.child.once('error', resolve));
    const keepers = spawnSync('pgrep', ['-x', 'jailkeeper-keep'], { encoding: 'utf8' }).stdout.split('\n');
    for (const pid of keepers.filter(Boolean).map(Number))
      if (statusOf(pid, 'PPid') === String(process.pid)) process.kill(pid, 'SIGKILL');
    assert.equal(isCode('ERR_JAIL_KEEPER_LOST')(await failed), true);
    assert.equal(await goneWithin(mark, 1000), true);
    assert.notEqual(jail.enforcement, undefined);
  }));

test('a process by its number alone, and how it ended', () =>
  onScene(async ({ ground, shell }) => {
    const jail = await JailKeeper.attach(shell.pid, { onJailbreak: 'deny', read: ground.outside });
    const ended = new Promise((resolve) => jail.once('exit', (...ending) => resolve(ending)));
    writeFileSync(path.join(ground.jail, 'mine'), '');
    closeSync(openSync(path.join(ground.jail, 'mine'), 'r'));
    assert.deepEqual(await ask(shell, `cat ${ground.secret}; echo no > ${ground.victim}`), [ground.canary, 'done 1']);
    shell.say('exit 3');
    assert.deepEqual(await shell.ended, [3, null]);
    assert.deepEqual(await ended, [3, null]);
  }));

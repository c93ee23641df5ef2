import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';
import { keepersOf } from '../stage/keeper-processes.js';
import { onGround } from '../stage/on-ground.js';
import { isRoot } from '../stage/run.js';

/** capabilities(7): CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, NET_BIND_SERVICE, as a target has them. */
const ofTarget = 0x4fbn;
const [kill, sysPtrace, sysNice] = [1n << 5n, 1n << 19n, 1n << 23n];

/** What each is left with: keeper/src/confine/capabilities.rs */
const capabilities = { supervisor: ofTarget | sysPtrace | sysNice, guard: kill | sysNice };

/** What each still has open; and what it has pinned without being able to read it (O_PATH), for walking paths. */
const descriptors = {
  supervisor: [
    'anon_inode:[eventpoll]',
    'anon_inode:[landlock-ruleset]',
    'anon_inode:[signalfd]',
    'anon_inode:[timerfd]',
    'anon_inode:seccomp notify',
    'socket',
  ],
  guard: ['/proc/SELF/task/SELF/children', 'socket'],
};

async function start(ground: Ground, foreign: number): Promise<{ child: ChildProcess; keepers: [string, number][] }> {
  const child = new JailKeeper().spawn('/bin/sh', ['-c', 'echo ready; read line'], {
    cwd: ground.jail,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'pipe', foreign],
  });
  await once(child.stdout ?? assert.fail(), 'data');
  const [supervisor = 0, guard = 0] = keepersOf(child);
  return {
    child,
    keepers: [
      ['supervisor', supervisor],
      ['guard', guard],
    ],
  };
}

function fieldsOf(pid: number | 'self'): (name: string) => string | undefined {
  const text = readFileSync(`/proc/${pid}/status`, 'latin1');
  return (name) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)?.[1];
}

const own = fieldsOf('self');
const bits = (text: string | undefined): bigint => BigInt(`0x${text}`);

const O_PATH = 0o10000000;

function openOf(pid: number): string[] {
  const isOpen = (fd: string): boolean => {
    const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1'))?.[1];
    return (Number.parseInt(flags ?? '', 8) & O_PATH) === 0;
  };
  const name = (fd: string): string => readlinkSync(`/proc/${pid}/fd/${fd}`);
  const general = (target: string): string => target.replaceAll(`/${pid}`, '/SELF').replace(/^socket:.*/, 'socket');
  return readdirSync(`/proc/${pid}/fd`).filter(isOpen).map(name).map(general).sort();
}

/** Looks at both while their command waits. */
function lookAt(look: (name: 'supervisor' | 'guard', pid: number) => void): Promise<void> {
  return onGround(async (ground) => {
    const foreign = openSync(ground.secret, 'r');
    const { child, keepers } = await start(ground, foreign);
    closeSync(foreign);
    for (const [name, pid] of keepers) look(name as 'supervisor' | 'guard', pid);
    child.stdin?.end('\n');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
}

test('both run under one filter and gain no privileges', () =>
  lookAt((_name, pid) => {
    const field = fieldsOf(pid);
    assert.deepEqual([field('Seccomp'), field('Seccomp_filters'), field('NoNewPrivs')], ['2', '1', '1']);
  }));

test('both have the capabilities of their table and no other', () =>
  lookAt((name, pid) => {
    const field = fieldsOf(pid);
    const left = ['CapPrm', 'CapEff', 'CapInh', 'CapAmb'].map((set) => bits(field(set)));
    const expected = ['CapPrm', 'CapEff'].map((set) => bits(own(set)) & capabilities[name]);
    assert.deepEqual(left, [...expected, 0n, 0n]);
  }));

test('both hold what they need open, and nothing of the command', () =>
  lookAt((name, pid) => {
    if (isRoot) assert.deepEqual(openOf(pid), descriptors[name]);
    // Their own user has no face of theirs to look at.
    else assert.throws(() => openOf(pid), { code: 'EACCES' });
  }));

test('both keep no directory busy, create nothing by themselves, have no terminal and leave no core file', () =>
  lookAt((_name, pid) => {
    if (isRoot) assert.equal(readlinkSync(`/proc/${pid}/cwd`), '/');
    else assert.throws(() => readlinkSync(`/proc/${pid}/cwd`), { code: 'EACCES' });
    const terminal = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[4];
    const core = /^Max core file size\s+(\S+)\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1'));
    assert.deepEqual([fieldsOf(pid)('Umask'), terminal, core?.slice(1)], ['0777', '0', ['0', '0']]);
  }));

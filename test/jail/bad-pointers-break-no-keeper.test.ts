import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { before, test } from 'node:test';
import { type Jailbreak, JailKeeper, type Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { keepersOf } from '../stage/keeper-processes.js';
import { onGround } from '../stage/on-ground.js';
import { startOutside } from '../stage/outside-program.js';
import { differences, takeSnapshot } from '../stage/snapshot.js';
import { countRows, listWatchedCalls, type WatchedCall } from '../stage/watched-calls.js';

const { EFAULT, ENAMETOOLONG, EACCES, EPERM, ENOSYS, EINVAL, ENOENT, ESRCH, EBADF, EOPNOTSUPP } = constants.errno;

/** Calls that are not tried at all. */
const untried: Readonly<Record<string, string>> = { clone: 'a second process would come back from it' };

/** Calls that are tried in the jail only. */
const untriedUnjailed = ({ name, rule }: WatchedCall): boolean =>
  // They reach for the whole machine, and root may; the keeper refuses them without a look at an argument.
  rule === ' Kernel' ||
  // Of process 1.
  name === 'setpriority';

/** What else the jail may say: the keeper looks first at who is meant, and the kernel at what is behind the pointer. */
const otherReasons: Readonly<Record<string, readonly number[]>> = {
  rt_sigqueueinfo: [ESRCH],
  rt_tgsigqueueinfo: [ESRCH],
  process_madvise: [EBADF],
  // Where what is outside is hidden, handles are the filter's to refuse.
  name_to_handle_at: [EOPNOTSUPP],
};

/** Arguments with which a call gets as far as its pointers. */
const argumentsOf: Readonly<Record<string, string>> = {
  connect: 's,f,24',
  bind: 's,f,24',
  sendto: 's,f,1,0,f,24',
  sendmsg: 's,z,0',
  sendmmsg: 's,z,1,0',
  socketpair: '1,2,0,z',
  setsockopt: 's,0,35,z,24',
  inotify_add_watch: '0,f,1',
  openat2: 'd,f,z,24',
  symlink: 'f,f',
  symlinkat: 'f,d,f',
};

/** From the row: every `path(N)` is the file, every `at(N)` a directory with the file behind it. */
function givenArguments({ name, rule }: WatchedCall): string {
  const given = new Array<string>(6).fill('0');
  for (const [, index] of rule.matchAll(/\bpath\((\d)\)/g)) given[Number(index)] = 'f';
  for (const [, index] of rule.matchAll(/\bat(?:_flags)?\((\d)/g)) given.splice(Number(index), 2, 'd', 'f');
  return argumentsOf[name] ?? given.join(',');
}

const wordsOf = (calls: readonly WatchedCall[]): string[] =>
  calls.map((call) => `${call.number}:${givenArguments(call)}`);

/** By number, position and pointer: the error, 0 for none, -1 where who called did not come back. */
type Told = ReadonlyMap<string, number>;

function told(lines: readonly string[]): Told {
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

async function untilEnd(stdout: NodeJS.ReadableStream): Promise<Told> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    if (line === 'end') break;
    lines.push(line);
  }
  return told(lines);
}

async function natively(ground: Ground, calls: readonly WatchedCall[]): Promise<Told> {
  const { file } = fixture('call-with-bad-pointers.c');
  const child = spawn(file, [ground.secret, ...wordsOf(calls)], {
    cwd: ground.jail,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const results = await untilEnd(child.stdout);
  child.stdin.end();
  await once(child, 'exit');
  return results;
}

interface Jailed {
  readonly results: Told;
  readonly keepers: readonly [before: readonly number[], after: readonly number[]];
  readonly jailbreaks: readonly Jailbreak[];
  readonly end: readonly unknown[];
}

async function inJail(ground: Ground, calls: readonly WatchedCall[], policy: Policy): Promise<Jailed> {
  const { file } = fixture('call-with-bad-pointers.c');
  const jail = new JailKeeper({ onJailbreak: 'deny', ...policy, read: [file] });
  const jailbreaks: Jailbreak[] = [];
  jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
  const child = jail.spawn(file, [ground.secret, ...wordsOf(calls)], {
    cwd: ground.jail,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const before = keepersOf(child);
  const results = await untilEnd(child.stdout);
  const after = child.exitCode === null && child.signalCode === null ? keepersOf(child) : [];
  child.stdin.end();
  return { results, keepers: [before, after], jailbreaks, end: await ended };
}

/** Where the kernel says that an argument is bad, the jail says so too, or refuses. */
function disagreements(calls: readonly WatchedCall[], unjailed: Told, jailed: Told): string[] {
  const failures = [EFAULT, ENAMETOOLONG, EACCES, EPERM, ENOSYS, EINVAL];
  const names = new Map(calls.map(({ number, name }) => [String(number), name]));
  return [...unjailed]
    .filter(([, error]) => error === EFAULT || error === ENAMETOOLONG)
    .map(([key, error]) => ({ key, error, name: names.get(key.split(' ')[0] ?? '') ?? '', other: jailed.get(key) }))
    .filter(({ name, other }) => other === undefined || ![...failures, ...(otherReasons[name] ?? [])].includes(other))
    .map(({ key, error, name, other }) => `${name} ${key}: ${error} natively, ${other} in the jail`);
}

/** Calls that are nobody's but the kernel's must fail, whatever is in their arguments. */
function granted(calls: readonly WatchedCall[], jailed: Told): string[] {
  const kernel = new Set(calls.filter(({ rule }) => rule === ' Kernel').map(({ number }) => String(number)));
  return [...jailed].filter(([key, error]) => kernel.has(key.split(' ')[0] ?? '') && error === 0).map(([key]) => key);
}

interface Jail {
  readonly about: string;
  readonly policy: Policy;
  /** How a file outside is refused. */
  readonly refusal: number;
}

const jails: readonly Jail[] = [
  { about: 'where the kernel looks after paths', policy: {}, refusal: EACCES },
  {
    about: 'where the keeper opens, and hides what is outside',
    policy: { deny: 'private', metadata: 'deny' },
    refusal: ENOENT,
  },
];

const watched = listWatchedCalls();
const calls = watched.filter(({ name }) => untried[name] === undefined);
let unjailed: Told;

before(() =>
  onGround(async (ground) => {
    const harmless = calls.filter((call) => !untriedUnjailed(call));
    unjailed = await natively(ground, harmless);
  }),
);

test('every row of the table is read, and tried without a jail', () => {
  assert.equal(watched.length, countRows());
  assert.deepEqual(
    Object.keys(untried),
    watched.map(({ name }) => name).filter((name) => name in untried),
  );
  assert.deepEqual([unjailed.get('secret'), unjailed.get('inside')], [0, 0]);
  const openat = watched.find(({ name }) => name === 'openat')?.number;
  // With each pointer in place of the path: the pages are where the fixture says.
  assert.deepEqual(
    ['null', 'unmapped', 'kernel', 'over-the-end', '5000', 'last-byte'].map((pointer) =>
      unjailed.get(`${openat} 1 ${pointer}`),
    ),
    [EFAULT, EFAULT, EFAULT, EFAULT, ENAMETOOLONG, 0],
  );
});

for (const { about, policy, refusal } of jails) {
  test(`the keeper outlives every bad pointer ${about}`, () =>
    onGround(async (ground) => {
      const sentinel = await startOutside('sentinel.c', [ground.canary, ground.secret], ground.outside);
      try {
        const start = takeSnapshot(ground.root, ground.outside);
        const { results, keepers, jailbreaks, end } = await inJail(ground, calls, policy);
        assert.deepEqual(end, [0, null]);
        assert.equal(keepers[0].length > 0, true);
        assert.deepEqual(keepers[1], keepers[0]);
        assert.deepEqual([results.get('secret'), results.get('inside')], [refusal, 0]);
        assert.equal(
          jailbreaks.some(({ mode, file }) => mode === 'read' && file === ground.secret),
          true,
        );
        assert.deepEqual(disagreements(calls, unjailed, results), []);
        assert.deepEqual(granted(calls, results), []);
        assert.deepEqual(differences(start, takeSnapshot(ground.root, ground.outside)), []);
        assert.deepEqual([sentinel.child.exitCode, sentinel.child.signalCode], [null, null]);
      } finally {
        sentinel.end();
      }
    }));
}

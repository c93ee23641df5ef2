import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Ground } from '../stage/ground.js';
import { goneWithin } from '../stage/keeper-processes.js';
import { endMarkedProcesses, makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';
import { onPoorMachine } from '../stage/poor-machine.js';
import type { Told, Wish } from '../stage/short-service.js';
import { JailKeeper, starveKeepers } from '../stage/starved-keeper.js';

const limitMs = 10_000;
const isRoot = process.getuid?.() === 0;
const forms = ['async', 'sync'] as const;

const lineOf = (ground: Ground): string =>
  `echo escaped > ${ground.victim}; cat inside; cat ${ground.secret}; cat private/own; exit 7`;

/** The program ran, to its end, and was held; or it did not run. */
function kindOf({ error, status, stdout, attempts }: Told): string {
  if (error !== undefined) return error;
  if (status === 7 && stdout === 'harmless\n' && attempts.join() === 'write,read,read') return 'whole';
  // The keeper opens for a jail with a hole in it, and has no descriptor left for that.
  if (status === 7 && stdout === '' && attempts.join() === 'write,read,read') return 'cannot open';
  // The program has no process left for cat.
  return status === 2 && attempts[0] === 'write' ? 'cannot fork' : JSON.stringify({ status, stdout, attempts });
}

/** What is denied inside is there. */
function onStarvingGround(body: (ground: Ground) => Promise<void> | void): Promise<void> {
  return onGround((ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'own'), ground.canary);
    return body(ground);
  });
}

function assertUntouched(ground: Ground, told: Told): void {
  assert.equal(readFileSync(ground.victim, 'utf8'), 'untouched\n');
  assert.equal((told.stdout ?? '').includes(ground.canary), false);
}

async function startIn(ground: Ground, form: Wish['form']): Promise<Told> {
  const { mark, env } = makeMark();
  const jail = new JailKeeper({ onJailbreak: 'deny', deny: ground.private });
  const attempts: string[] = [];
  jail.on('jailbreak', ({ mode }) => attempts.push(mode));
  const options = { cwd: ground.jail, env: { PATH: '/usr/bin:/bin', ...env } };
  const args = ['-c', lineOf(ground)];
  const failure = ({ code, message }: NodeJS.ErrnoException) => ({ error: code, message, attempts });
  const timer = setTimeout(() => endMarkedProcesses(mark), limitMs);
  try {
    if (form === 'sync') {
      const given = { ...options, timeout: limitMs, encoding: 'utf8' } as const;
      const { error, status, stdout } = jail.spawnSync('/bin/sh', args, given);
      return error ? failure(error) : { status, stdout, attempts };
    }
    const child = jail.spawn('/bin/sh', args, options);
    let stdout = '';
    let error: Error | undefined;
    child.on('error', (given) => (error = given));
    // A process that could not be started may lack its streams.
    child.stdout?.on('data', (bytes) => (stdout += bytes));
    await new Promise((resolve) => child.once('close', resolve));
    return error ? failure(error) : { status: child.exitCode, stdout, attempts };
  } catch (error) {
    return failure(error as Error);
  } finally {
    clearTimeout(timer);
    assert.ok(await goneWithin(mark, 2000), 'a process is left');
    endMarkedProcesses(mark);
  }
}

const ownTasks = (): number =>
  execFileSync('ps', ['-L', '-o', 'lwp=', '-u', String(process.getuid?.())], { encoding: 'utf8' }).split('\n').length -
  1;

interface Shortage {
  readonly of: string;
  readonly amounts: () => readonly number[];
  /** What may come of it, besides a whole jail. At least one of these does, and at least one jail is whole. */
  readonly errors: readonly string[];
}

const megabyte = 1 << 20;
const lost = 'ERR_JAIL_KEEPER_LOST';

const shortages: readonly Shortage[] = [
  { of: 'nofile', amounts: () => [3, 6, 8, 9, 10, 11, 12, 13, 14, 32], errors: ['EMFILE', 'cannot open'] },
  { of: 'as', amounts: () => [0, 3, 4, 5, 6, 7, 64].map((size) => size * megabyte), errors: ['ENOMEM', lost] },
  { of: 'data', amounts: () => [1, 4, 5, 6, 64].map((size) => size * megabyte), errors: ['ENOMEM', lost] },
  { of: 'stack', amounts: () => [0, 4096, 65536, megabyte], errors: [lost] },
];

/** With the limit for good, and with one that the keeper may raise for itself. */
const bounds = [(amount: number) => `${amount}:${amount}`, (amount: number) => `${amount}:`];

async function kindsOf(
  ground: Ground,
  { of, amounts }: Shortage,
  forms: readonly Wish['form'][],
): Promise<Set<string>> {
  const kinds = new Set<string>();
  try {
    for (const amount of amounts())
      for (const bound of bounds)
        for (const form of forms) {
          starveKeepers([`--${of}=${bound(amount)}`]);
          const told = await startIn(ground, form);
          assertUntouched(ground, told);
          kinds.add(kindOf(told));
        }
  } finally {
    starveKeepers(undefined);
  }
  return kinds;
}

for (const form of forms) {
  for (const shortage of shortages)
    test(`a keeper with too little of ${shortage.of} (${form})`, () =>
      onStarvingGround(async (ground) => {
        const kinds = await kindsOf(ground, shortage, [form]);
        assert.equal(kinds.delete('whole'), true);
        const found = [...kinds];
        assert.deepEqual(
          found.filter((kind) => !shortage.errors.includes(kind)),
          [],
        );
        assert.equal(
          found.some((kind) => kind === shortage.errors[0]),
          true,
        );
      }));

  test(`a keeper that may start no process (${form})`, () =>
    onStarvingGround(async (ground) => {
      const own = ownTasks();
      const amounts = () => [0, ...[1, 2, 3, 4, 5].map((more) => own + more), own + 200];
      const kinds = await kindsOf(ground, { of: 'nproc', amounts, errors: [] }, [form]);
      const expected = isRoot ? ['whole'] : ['EAGAIN', 'cannot fork', 'whole'];
      assert.deepEqual(
        [...kinds].filter((kind) => !expected.includes(kind)),
        [],
      );
      assert.equal(kinds.has('whole') && (isRoot || kinds.has('EAGAIN')), true);
    }));
}

test('a keeper that may write no file starts, unless its report is one', () =>
  onStarvingGround(async (ground) => {
    const ofSize = (bound: string) => starveKeepers([`--fsize=${bound}`]);
    try {
      ofSize('0:0');
      assert.equal(kindOf(await startIn(ground, 'async')), 'whole');
      assert.equal(kindOf(await startIn(ground, 'sync')), lost);
      ofSize('0:');
      assert.equal(kindOf(await startIn(ground, 'sync')), 'whole');
    } finally {
      starveKeepers(undefined);
    }
  }));

const loader = createRequire(import.meta.url).resolve('tsx');
const programOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const service = programOf('../stage/short-service.ts');

interface Service {
  readonly child: ChildProcess;
  ask(wish: Wish): Promise<Told>;
}

async function withService(
  ground: Ground,
  command: readonly [string, string[]],
  env: Record<string, string>,
  body: (service: Service) => Promise<void>,
): Promise<void> {
  const { mark, env: marked } = makeMark();
  const child = spawn(...command, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env, ...marked } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const timer = setTimeout(() => endMarkedProcesses(mark), 2 * limitMs);
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    assert.ok(!done, 'the service hangs or is gone');
    return value;
  };
  try {
    assert.equal(await next(), 'ready');
    await body({
      child,
      ask: async (wish) => {
        child.stdin.write(`${JSON.stringify(wish)}\n`);
        const told = JSON.parse(await next()) as Told;
        assertUntouched(ground, told);
        return told;
      },
    });
  } finally {
    clearTimeout(timer);
    endMarkedProcesses(mark);
  }
}

const nodeWith = (...words: string[]): [string, string[]] => [process.execPath, ['--import', loader, ...words]];

test('a service that has no descriptors left starts whole jails or none', () =>
  onStarvingGround((ground) =>
    withService(ground, nodeWith(service, ground.jail, lineOf(ground)), {}, async ({ child, ask }) => {
      const limit = (soft: number) => execFileSync('prlimit', ['--pid', String(child.pid), `--nofile=${soft}:`]);
      const kinds = new Set<string>();
      for (let soft = 16; soft <= 80; soft += soft < 48 ? 2 : 16)
        for (const form of forms) {
          limit(soft);
          kinds.add(kindOf(await ask({ form, policy: { deny: ground.private } })));
          limit(1024);
        }
      assert.deepEqual([...kinds].sort(), ['EMFILE', 'whole']);
    }),
  ));

for (const form of forms)
  test(`a directory for temporary files that is none is said (${form})`, () =>
    onStarvingGround((ground) =>
      withService(ground, nodeWith(service, ground.jail, lineOf(ground)), {}, async ({ ask }) => {
        const policy = { deny: ground.private };
        for (const temporary of ['/proc', path.join(ground.outside, 'nowhere'), ground.secret]) {
          const { error, message } = await ask({ form, temporary, policy: { ...policy, preset: 'latex' } });
          assert.equal(error, 'ERR_JAIL_TEMPORARY', temporary);
          assert.ok(message?.includes(temporary) && message.includes('TMPDIR'), message);
          assert.equal(existsSync(path.join(ground.outside, 'nowhere')), false);
          assert.equal(kindOf(await ask({ form, temporary, policy })), 'whole');
        }
      }),
    ));

test('a machine without room for temporary files', () =>
  onStarvingGround((ground) => {
    const full = path.join(ground.outside, 'directory');
    const command = onPoorMachine('room', service, ground.jail, lineOf(ground));
    return withService(ground, command, { JAILKEEPER_TEST_FULL: full }, async ({ ask }) => {
      const policy = { deny: ground.private };
      // The order does not fit into memory, and goes where temporary files belong.
      for (const form of forms) assert.equal(kindOf(await ask({ form, policy })), 'whole');
      assert.equal(kindOf(await ask({ form: 'sync', policy, temporary: full })), 'ERR_JAIL_TEMPORARY');
      assert.equal(kindOf(await ask({ form: 'async', policy })), 'whole');
      assert.equal(kindOf(await ask({ form: 'async', policy: { preset: 'latex' } })), 'ERR_JAIL_TEMPORARY');
    });
  }));

test('the command says what is missing, and what to do', () =>
  onStarvingGround((ground) => {
    const command = new URL('../../src/cli/main.ts', import.meta.url).href;
    const program = `process.env.TMPDIR = process.argv[1]; await import('${command}');`;
    const run = (temporary: string, ...given: readonly string[]) => {
      const words = [temporary, '--on-jailbreak', 'deny', '--deny', ground.private, ...given];
      const node = nodeWith(
        '--input-type=module',
        '-e',
        program,
        '--',
        ...words,
        '--',
        '/bin/sh',
        '-c',
        lineOf(ground),
      );
      const ended = spawnSync(...node, { cwd: ground.jail, encoding: 'utf8', timeout: limitMs });
      assertUntouched(ground, { stdout: ended.stdout, attempts: [] });
      return ended;
    };
    const { status, stdout, stderr } = run('/proc');
    assert.deepEqual([status, stdout], [7, 'harmless\n'], stderr);
    const nowhere = run('/proc', '--preset', 'latex');
    assert.equal(nowhere.status, 122, nowhere.stderr);
    assert.match(nowhere.stderr, /^jailkeeper: The directory for temporary files .* Set TMPDIR /);
  }));

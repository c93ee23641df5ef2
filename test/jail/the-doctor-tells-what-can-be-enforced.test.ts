import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Examination } from '../../src/index.js';
import { onGround } from '../stage/on-ground.js';
import { type Lack, onPoorMachine } from '../stage/poor-machine.js';

const command = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

function consult(lack: Lack, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(...onPoorMachine(lack, command, 'doctor', ...args), {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  assert.equal(stderr, '');
  return { stdout, status };
}

function examine(lack: Lack): { status: number | null; examination: Examination } {
  const { stdout, status } = consult(lack, '--json');
  return { status, examination: JSON.parse(stdout) as Examination };
}

const lackingIn = ({ features }: Examination): string[] =>
  features.filter(({ works }) => !works).map(({ name, error }) => `${name} ${error}`);

test('where everything is there the doctor has tried it all, and exits with 0', () => {
  const { status, examination } = examine('nothing');
  const { level, obstacles, enforcement, features } = examination;
  assert.deepEqual([status, level, obstacles, lackingIn(examination)], [0, 'full', [], []]);
  assert.deepEqual([...new Set(Object.values(enforcement?.areas ?? {}))], ['full']);
  assert.equal(features.length, 10);
  for (const { without, remedy } of features) assert.equal([without, remedy].includes(''), false);
});

test('it is written for people too, without colours where nobody looks', () => {
  const { stdout } = consult('container');
  assert.match(stdout, /^Everything that a policy can ask for is enforced here\.$/m);
  assert.match(stdout, /^ {2}✗ pidfd_getfd .*EPERM.*\n +without it: .*\n +remedy: /m);
  assert.match(stdout, /^ {2}files +full /m);
  assert.equal(stdout.includes('\u001b'), false);
});

const findings: readonly (readonly [Lack, number, Examination['level'], string])[] = [
  ['container', 0, 'full', 'pidfd_getfd EPERM'],
  ['landlock', 1, 'partial', 'landlock ENOSYS'],
  ['listening', 1, 'nested', 'seccomp-notification EBUSY'],
  ['memory', 2, 'none', 'process_vm_readv EPERM'],
  ['notification', 2, 'none', 'seccomp-notification EINVAL'],
  ['proc', 2, 'none', 'proc ENOENT'],
];

for (const [lack, code, level, feature] of findings) {
  test(`where a machine lacks ${lack} the doctor names it and exits with ${code}`, () => {
    const { status, examination } = examine(lack);
    assert.deepEqual([status, examination.level, lackingIn(examination)], [code, level, [feature]]);
    assert.equal(examination.obstacles.length > 0, level !== 'full');
  });
}

test('without ptrace the doctor says which policies are refused', () => {
  const { status, examination } = examine('tracing');
  assert.deepEqual([status, lackingIn(examination)], [0, ['ptrace EPERM']]);
  assert.match(examination.features.find(({ name }) => name === 'ptrace')?.without ?? '', /policies .* are refused/);
});

test('it leaves nothing behind', () =>
  onGround((ground) => {
    const [file, args] = onPoorMachine('nothing', command, 'doctor');
    const { status } = spawnSync(file, args, { env: { ...process.env, TMPDIR: ground.outside }, encoding: 'utf8' });
    const left = readdirSync(ground.outside).filter((name) => name.startsWith('jailkeeper-doctor'));
    assert.deepEqual([status, left], [0, []]);
  }));

test('it takes --json and nothing else', () => {
  const { status, stderr } = spawnSync(...onPoorMachine('nothing', command, 'doctor', '--jsno'), { encoding: 'utf8' });
  assert.equal(status, 122);
  assert.match(stderr, /doctor does not take --jsno/);
});

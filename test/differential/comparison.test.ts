import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Jailbreak } from '../../src/index.js';
import { compare } from './comparison.js';
import { parseTrace } from './trace.js';

const hex = (text: string): string => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16)}`).join('');

const refusedOpen = `openat(AT_FDCWD<${hex('/')}>, "${hex('/etc/passwd')}", O_RDONLY) = -1 EACCES (Permission denied)`;

const account = parseTrace(`7 ${refusedOpen}\n7 ${refusedOpen}\n`, '/');

function event(count: number, changes: Partial<Jailbreak> = {}): Jailbreak {
  const file = Buffer.from('/etc/passwd');
  const bytes = { file, requested: file, executable: file, argv: [], cwd: file };
  return { mode: 'read', syscall: 'openat', pid: 7, count, bytes, ...changes } as Jailbreak;
}

const compared = (...jailbreaks: Jailbreak[]) =>
  compare({ jailed: account, jailbreaks, root: '/nowhere', native: [], nativeRoot: '/nowhere' });

test('what both accounts say agrees', () => {
  const { refused, named, missing, extra } = compared(event(2));
  assert.deepEqual([refused, named, missing, extra], [2, 2, [], []]);
});

test('a refusal that no event counts is missing', () => {
  assert.equal(compared().missing.length, 2);
  assert.equal(compared(event(1)).missing.length, 1);
});

test('an event that nothing was refused for is extra', () => {
  assert.equal(compared(event(3)).extra.length, 1);
  assert.equal(compared(event(2), event(1, { syscall: 'open' })).extra.length, 1);
});

test('an event of another process, kind or place does not count', () => {
  for (const change of [{ pid: 8 }, { mode: 'write' }, { syscall: 'open' }] as const) {
    const { missing, extra } = compared(event(2, change));
    assert.deepEqual([missing.length, extra.length], [2, 1]);
  }
});

test('a call that another thread interrupted is read as one', () => {
  const [first, second] = parseTrace(
    [
      `8 openat(AT_FDCWD<${hex('/etc')}>, "${hex('x')}", <unfinished ...>`,
      '9 getpid() = 9',
      '8 <... openat resumed>O_RDONLY) = 3',
    ].join('\n'),
    '/',
  );
  assert.equal(first?.name, 'getpid');
  assert.deepEqual([second?.cwd, second?.args.at(-1), second?.result], ['/etc', 'O_RDONLY', '3']);
});

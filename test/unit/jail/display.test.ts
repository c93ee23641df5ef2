import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { makeJailbreak } from '../../../src/jail/attempts.js';
import { displayBytes, formatJailbreak } from '../../../src/jail/display.js';

const display = (text: string): string => displayBytes(Buffer.from(text));

describe('a path on a screen', () => {
  it('stands as it is when nothing in it is odd', () => assert.equal(display('/home/zoë/☃.txt'), '/home/zoë/☃.txt'));
  it('is quoted when it has spaces', () => assert.equal(display('/a b'), '"/a b"'));
  it('shows line feeds', () => assert.equal(display('/a\nb'), '"/a\\nb"'));
  it('shows escape sequences', () => assert.equal(display('/\x1b[2J'), '"/\\x1b[2J"'));
  it('shows marks that turn text around', () => assert.equal(display('/a\u202eb'), '"/a\\u{202e}b"'));
  it('shows what has no width', () => assert.equal(display('/a\u200bb'), '"/a\\u{200b}b"'));
  it('shows C1 controls', () => assert.equal(display('/\u009b2J'), '"/\\u{9b}2J"'));
  it('shows bytes that are not UTF-8', () => assert.equal(displayBytes(Buffer.from([0x2f, 0xff])), '"/\\xff"'));
  it('cannot pretend to be quoted', () => assert.equal(display('a" b\\'), '"a\\" b\\\\"'));
  it('is never nothing', () => assert.equal(display(''), '""'));

  it('is one line of printable characters, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.doesNotMatch(displayBytes(bytes), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('is different for different bytes', () => {
    const unit = fc.constantFrom(0x5c, 0x22, 0x78, 0x66, 0xff, 0x20, 0x0a, 0x6e, 0xc3, 0xa9);
    fc.assert(
      fc.property(fc.array(unit), fc.array(unit), (one, other) => {
        const isSame = Buffer.from(one).equals(Buffer.from(other));
        assert.equal(displayBytes(Buffer.from(one)) === displayBytes(Buffer.from(other)), isSame);
      }),
    );
  });
});

describe('a jailbreak on a screen', () => {
  const jailbreak = makeJailbreak(
    {
      name: 'jailbreak',
      id: 1,
      mode: 'read',
      syscall: 'openat',
      pid: 42,
      ppid: 1,
      timeMicroseconds: 1_794_200_000_123_456,
      verdict: 'kill',
      bytes: {
        file: Buffer.from('/etc/passwd'),
        requested: Buffer.from('../etc/passwd'),
        executable: Buffer.from('/usr/bin/cat'),
        argv: [],
        cwd: Buffer.from('/tmp'),
      },
    },
    'kill',
  );

  it('says mode, file, program, pid, system call and verdict', () => {
    assert.equal(formatJailbreak(jailbreak), 'jailbreak: read /etc/passwd by /usr/bin/cat (pid 42, openat): killed');
  });

  it('says how often, when it was more than once', () => {
    jailbreak.count = 3;
    jailbreak.verdict = 'deny';
    assert.equal(
      formatJailbreak(jailbreak),
      'jailbreak: read /etc/passwd by /usr/bin/cat (pid 42, openat, 3 times): denied',
    );
  });
});

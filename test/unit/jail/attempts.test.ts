import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Attempts } from '../../../src/jail/attempts.js';
import type { JailbreakRecord } from '../../../src/protocol/report.js';

const makeRecord = (id: number): JailbreakRecord => ({
  name: 'jailbreak',
  id,
  mode: 'write',
  syscall: 'openat',
  pid: 2,
  ppid: 1,
  timeMicroseconds: 1_794_200_000_123_456,
  verdict: 'deny',
  bytes: {
    file: Buffer.from([0x2f, 0xff]),
    requested: Buffer.from('x'),
    executable: Buffer.from('/bin/sh'),
    argv: [Buffer.from('sh'), Buffer.from('')],
    cwd: Buffer.from('/'),
  },
});

describe('an attempt', () => {
  it('is an object of texts, with the exact bytes beside them', () => {
    const jailbreak = new Attempts().add(makeRecord(1), 'deny');
    assert.deepEqual(
      { ...jailbreak },
      {
        mode: 'write',
        file: '/\ufffd',
        requested: 'x',
        syscall: 'openat',
        pid: 2,
        ppid: 1,
        executable: '/bin/sh',
        argv: ['sh', ''],
        cwd: '/',
        time: new Date(1_794_200_000_123),
        verdict: 'deny',
        count: 1,
      },
    );
    assert.deepEqual(jailbreak.bytes.file, Buffer.from([0x2f, 0xff]));
  });

  it('is counted when it is repeated, in the same object', () => {
    const attempts = new Attempts();
    const jailbreak = attempts.add(makeRecord(1), 'deny');
    assert.equal(attempts.repeat({ name: 'repeated', id: 1, count: 1000 }), jailbreak);
    assert.equal(jailbreak.count, 1000);
  });

  it('is forgotten after thousands of others', () => {
    const attempts = new Attempts();
    for (let id = 1; id <= 5000; id += 1) attempts.add(makeRecord(id), 'deny');
    assert.equal(attempts.repeat({ name: 'repeated', id: 1, count: 2 }), undefined);
    assert.equal(attempts.repeat({ name: 'repeated', id: 5000, count: 2 })?.count, 2);
  });
});

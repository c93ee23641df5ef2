import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { type Lack, shellOnPoorMachine } from '../stage/poor-machine.js';

const everythingFull = {
  files: 'full',
  execution: 'full',
  attributes: 'full',
  metadata: 'full',
  processes: 'full',
  sockets: 'full',
  internet: 'full',
  kernel: 'full',
  reporting: 'full',
};

test('a whole machine enforces everything that is asked for', () =>
  onGround((ground) => {
    const { enforcement, code } = shellOnPoorMachine('nothing', ground, 'true', { metadata: 'deny' });
    assert.deepEqual([code, enforcement?.areas], [0, everythingFull]);
  }));

test('what the policy leaves open is not called enforced', () =>
  onGround((ground) => {
    const { enforcement } = shellOnPoorMachine('nothing', ground, 'true', { network: true });
    assert.deepEqual(enforcement?.areas, { ...everythingFull, metadata: 'none', internet: 'none' });
  }));

test('a jail that only logs enforces nothing, and tells everything', () =>
  onGround((ground) => {
    const policy = { onJailbreak: 'log', metadata: 'deny' } as const;
    const { enforcement, output, attempts } = shellOnPoorMachine('nothing', ground, `cat ${ground.secret}`, policy);
    const nothing = Object.fromEntries(Object.keys(everythingFull).map((area) => [area, 'none']));
    assert.deepEqual(enforcement?.areas, { ...nothing, reporting: 'full' });
    assert.deepEqual([output, attempts], [`${ground.canary}\n`, [['read', ground.secret, 'log']]]);
  }));

test('a container like those of Docker enforces everything', () =>
  onGround((ground) => {
    const line = `cat ${ground.secret}; chmod 640 inside; echo x > ${ground.absent}`;
    const policy = { onJailbreak: 'deny', metadata: 'deny' } as const;
    const { enforcement, attempts } = shellOnPoorMachine('container', ground, line, policy);
    assert.deepEqual(enforcement?.areas, everythingFull);
    assert.deepEqual(attempts, [
      ['read', ground.secret, 'deny'],
      ['write', ground.absent, 'deny'],
    ]);
  }));

const refusals: readonly (readonly [Lack, RegExp])[] = [
  ['landlock', /no Landlock.*enforcement: 'partial'/],
  ['notification', /no seccomp user notification/],
  ['memory', /process_vm_readv.*ptrace_scope/],
  ['proc', /no \/proc of the own pid namespace.*--mount-proc/],
  ['own-proc', /no \/proc of the own pid namespace.*--mount-proc/],
];

for (const [lack, reason] of refusals) {
  test(`where a machine lacks ${lack} nothing runs, and the error names it`, () =>
    onGround((ground) => {
      const { refused, message } = shellOnPoorMachine(lack, ground, `echo ran > ${ground.absent}`);
      assert.equal(refused, 'ERR_JAIL_KERNEL');
      assert.match(message ?? '', reason);
      assert.throws(() => readFileSync(ground.absent));
    }));
}

test('without ptrace a policy that needs it is refused, and every other one is not', () =>
  onGround((ground) => {
    const plain = shellOnPoorMachine('tracing', ground, `cat ${ground.secret}`);
    assert.deepEqual([plain.signal, plain.attempts], ['SIGKILL', [['read', ground.secret, 'kill']]]);
    const patterned = shellOnPoorMachine('tracing', ground, 'true', { read: `${ground.outside}/*.txt` });
    assert.equal(patterned.refused, 'ERR_JAIL_KERNEL');
    assert.match(patterned.message ?? '', /ptrace/);
  }));

test('without Landlock the keeper alone holds a jail that accepts partial', () =>
  onGround((ground) => {
    const line = [
      `cat ${ground.secret}`,
      `echo x > ${ground.victim}`,
      `mv ${ground.secret} stolen`,
      `${ground.outside}/tool`,
      'chmod 640 inside && echo fine > own && mkdir -p . sub/sub && mv own sub/own && cat sub/own && rm -r sub',
    ].join('; ');
    const policy = { enforcement: 'partial', onJailbreak: 'deny' } as const;
    const { enforcement, output, attempts } = shellOnPoorMachine('landlock', ground, line, policy);
    assert.deepEqual(enforcement, {
      landlock: 0,
      areas: { ...everythingFull, metadata: 'none', files: 'partial', execution: 'partial', processes: 'partial' },
    });
    assert.deepEqual(
      attempts?.map(([mode, file]) => [mode, file]),
      [
        ['read', ground.secret],
        ['write', ground.victim],
        ['write', ground.secret],
        ['exec', `${ground.outside}/tool`],
      ],
    );
    assert.match(output ?? '', /^fine$/m);
    assert.doesNotMatch(output ?? '', new RegExp(ground.canary));
    assert.equal(readFileSync(ground.victim, 'utf8'), 'untouched\n');
  }));

test('without Landlock a crash leaves no core file where the program went', () =>
  onGround((ground) => {
    const line = `ulimit -c unlimited; cd ${ground.outside} && kill -SEGV $$`;
    const before = readdirSync(ground.outside);
    const { signal } = shellOnPoorMachine('landlock', ground, line, { enforcement: 'partial' });
    assert.deepEqual([signal, readdirSync(ground.outside)], ['SIGSEGV', before]);
  }));

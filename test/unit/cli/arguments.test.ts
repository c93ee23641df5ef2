import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parseInvocation } from '../../../src/cli/arguments.js';

const place = mkdtempSync(join(tmpdir(), 'jailkeeper-test-'));
const file = join(place, 'policy.json');
writeFileSync(file, '{ "read": "/a", "onJailbreak": "deny" }');
after(() => rmSync(place, { recursive: true }));

const parse = (...argv: string[]) => parseInvocation(argv);
const run = { action: 'run', policy: {}, json: undefined };

describe('the command line', () => {
  it('ends its own options at --', () => {
    assert.deepEqual(parse('--', 'ls', '--', '-l'), { ...run, command: 'ls', args: ['--', '-l'] });
  });

  it('ends its own options at the command', () => {
    assert.deepEqual(parse('ls', '--read', 'x'), { ...run, command: 'ls', args: ['--read', 'x'] });
  });

  it('makes a policy', () => {
    const invocation = parse(
      '--read',
      '/a',
      '--read=/b',
      '--on-jailbreak',
      'log',
      '--network',
      '--preset',
      'latex',
      'ls',
    );
    assert.deepEqual(invocation, {
      ...run,
      command: 'ls',
      args: [],
      policy: { read: ['/a', '/b'], onJailbreak: 'log', network: true, preset: ['latex'] },
    });
  });

  it('adds to the policy of a file', () => {
    const invocation = parse('--policy', file, '--read', '/b', '--on-jailbreak', 'kill', 'ls');
    assert.ok(invocation.action === 'run', 'a command to run');
    assert.deepEqual(invocation.policy, { read: ['/a', '/b'], onJailbreak: 'kill' });
  });

  it('needs a command', () => assert.throws(() => parse('--read', '/a'), { code: 'ERR_JAIL_USAGE' }));
  it('refuses a misspelt option', () => assert.throws(() => parse('--raed', '/a', 'ls'), { code: 'ERR_JAIL_USAGE' }));
  it('refuses an option without its value', () => assert.throws(() => parse('--read'), { code: 'ERR_JAIL_USAGE' }));
  it('refuses a policy that is missing', () => {
    assert.throws(() => parse('--policy', '/no/such', 'ls'), { code: 'ERR_JAIL_POLICY_FILE' });
  });
  it('can ask for help', () => assert.deepEqual(parse('--help'), { action: 'help' }));
  it('can ask for the version', () => assert.deepEqual(parse('-v'), { action: 'version' }));
});

describe('the command line of the bench', () => {
  const bench = { action: 'bench', policy: {}, rounds: undefined, show: false, json: false };

  it('takes a command as ever', () => {
    assert.deepEqual(parse('bench', '--', 'ls', '--runs', '3'), { ...bench, command: 'ls', args: ['--runs', '3'] });
    assert.deepEqual(parse('bench', 'bench'), { ...bench, command: 'bench', args: [] });
  });

  it('takes the policy of the command line, and options of its own', () => {
    assert.deepEqual(parse('bench', '--policy', file, '--read', '/b', '--runs', '12', '--show', '--json', 'ls', '-l'), {
      ...bench,
      command: 'ls',
      args: ['-l'],
      policy: { read: ['/a', '/b'], onJailbreak: 'deny' },
      rounds: 12,
      show: true,
      json: true,
    });
  });

  it('leaves a command of its name to --', () =>
    assert.deepEqual(parse('--', 'bench', '--runs'), { ...run, command: 'bench', args: ['--runs'] }));

  it('leaves its options to itself', () =>
    assert.throws(() => parse('--runs', '3', 'ls'), { code: 'ERR_JAIL_USAGE', message: /--runs/ }));

  for (const number of ['0', '-1', '1.5', '1e3', 'many', '', '1000001', '99999999999999999999'])
    it(`takes no ${number || 'nothing'} for --runs`, () =>
      assert.throws(() => parse('bench', `--runs=${number}`, 'ls'), {
        code: 'ERR_JAIL_USAGE',
        message: /--runs takes/,
      }));

  it('takes its limits for --runs', () => {
    for (const number of [1, 1_000_000])
      assert.deepEqual(parse('bench', '--runs', `${number}`, 'ls'), {
        ...bench,
        command: 'ls',
        args: [],
        rounds: number,
      });
  });

  it('needs a command', () => assert.throws(() => parse('bench', '--json'), { code: 'ERR_JAIL_USAGE' }));
  it('refuses a misspelt option', () =>
    assert.throws(() => parse('bench', '--rnus', '3', 'ls'), { code: 'ERR_JAIL_USAGE', message: /--rnus/ }));
  it('can ask for help', () => assert.deepEqual(parse('bench', '--help'), { action: 'help' }));
});

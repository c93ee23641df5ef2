import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { validatePolicy } from '../../../src/policy/validate.js';

const REFUSED: readonly [title: string, policy: unknown, code: string][] = [
  ['nothing', null, 'ERR_JAIL_POLICY'],
  ['a string', '/usr', 'ERR_JAIL_POLICY'],
  ['an array', ['/usr'], 'ERR_JAIL_POLICY'],
  ['a RegExp', /usr/, 'ERR_JAIL_POLICY'],
  ['a misspelt option', { raed: '/usr' }, 'ERR_JAIL_UNKNOWN_OPTION'],
  ['a misspelt option without a value', { raed: undefined }, 'ERR_JAIL_UNKNOWN_OPTION'],
  ['an option that every object has', { toString: '/usr' }, 'ERR_JAIL_UNKNOWN_OPTION'],
  ['a number as a rule', { read: 5 }, 'ERR_JAIL_RULE'],
  ['null as a rule', { read: null }, 'ERR_JAIL_RULE'],
  ['undefined in a list of rules', { write: ['/tmp', undefined] }, 'ERR_JAIL_RULE'],
  ['a list in a list of rules', { deny: [['/tmp']] }, 'ERR_JAIL_RULE'],
  ['an object as a rule', { read: { path: '/tmp' } }, 'ERR_JAIL_RULE'],
  ['an empty path', { read: '' }, 'ERR_JAIL_RULE'],
  ['a path with a null byte', { read: '/tmp\0/etc' }, 'ERR_JAIL_RULE'],
  ['an unknown verdict', { onJailbreak: 'ignore' }, 'ERR_JAIL_POLICY'],
  ['an unknown preset', { preset: 'word' }, 'ERR_JAIL_PRESET'],
  ['a preset that every object has', { preset: 'constructor' }, 'ERR_JAIL_PRESET'],
  ['a word for a boolean', { network: 'yes' }, 'ERR_JAIL_POLICY'],
  ['an unknown access to metadata', { metadata: true }, 'ERR_JAIL_POLICY'],
  ['an unknown enforcement', { enforcement: 'none' }, 'ERR_JAIL_POLICY'],
];

const ACCEPTED: readonly [title: string, policy: unknown][] = [
  ['nothing', {}],
  ['options that are undefined', { read: undefined, network: undefined }],
  ['one rule', { read: '/usr' }],
  ['a list of rules', { read: ['/usr', /x/], write: [], deny: '~/secret' }],
  ['a RegExp of another realm', { read: runInContext('/x/', createContext()) }],
  [
    'everything',
    { onJailbreak: () => 'deny', preset: ['latex'], network: true, metadata: 'deny', enforcement: 'partial' },
  ],
];

describe('a policy', () => {
  for (const [title, policy, code] of REFUSED) {
    it(`cannot be ${title}`, () => assert.throws(() => validatePolicy(policy), { name: 'JailKeeperError', code }));
  }

  for (const [title, policy] of ACCEPTED) {
    it(`can be ${title}`, () => validatePolicy(policy));
  }

  it('cannot inherit a misspelt option', () => {
    assert.throws(() => validatePolicy(Object.create({ raed: '/usr' })), { code: 'ERR_JAIL_UNKNOWN_OPTION' });
  });
});

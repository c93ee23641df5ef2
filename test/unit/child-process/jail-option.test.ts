import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveJailOption } from '../../../src/child-process/jail-option.js';
import { JailKeeper } from '../../../src/index.js';

describe('the option jail', () => {
  it('can be a JailKeeper', () => {
    const jail = new JailKeeper();
    assert.equal(resolveJailOption(['ls', [], { jail }]), jail);
    assert.equal(resolveJailOption(['ls', { jail }, () => {}]), jail);
  });

  it('can be a policy', () => assert.notEqual(resolveJailOption(['ls', { jail: { read: '/usr' } }]), undefined));
  it('can be missing', () => assert.notEqual(resolveJailOption(['ls', null, undefined]), undefined));

  for (const jail of [false, null, true, 'none', 0]) {
    it(`cannot be ${JSON.stringify(jail)}: that would look like a jail and be none`, () => {
      assert.throws(() => resolveJailOption(['ls', { jail }]), { code: 'ERR_JAIL_OPTION' });
    });
  }

  it('is checked as every policy', () => {
    assert.throws(() => resolveJailOption(['ls', { jail: { raed: '/' } }]), { code: 'ERR_JAIL_UNKNOWN_OPTION' });
  });
});

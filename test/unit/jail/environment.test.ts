import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findVariable, replaceVariables } from '../../../src/jail/environment.js';

const pairs = ['PATH=/bin', 'PATH_2=x', 'EMPTY=', 'A=b=c'];

describe('an environment', () => {
  it('has values', () => assert.equal(findVariable(pairs, 'A'), 'b=c'));
  it('has empty values', () => assert.equal(findVariable(pairs, 'EMPTY'), ''));
  it('has no value of what is only longer', () => assert.equal(findVariable(pairs, 'PAT'), undefined));

  it('takes new values in the place of the old ones', () => {
    assert.deepEqual(replaceVariables(pairs, { PATH: '/x', NEW: 'y' }), [
      'PATH_2=x',
      'EMPTY=',
      'A=b=c',
      'PATH=/x',
      'NEW=y',
    ]);
  });
});

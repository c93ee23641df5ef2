import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { prepareEnvironmentPolicy } from '../../../src/child-process/environment-policy.js';
import { prepareDefaultPolicy } from '../../../src/jail/prepared-policy.js';

const place = mkdtempSync(join(tmpdir(), 'jailkeeper-test-'));
const file = join(place, 'policy.json');
writeFileSync(file, '{ "read": "/opt/x" }');
after(() => rmSync(place, { recursive: true }));

describe('JAILKEEPER_POLICY', () => {
  it('can be a JSON object', () =>
    assert.match(prepareEnvironmentPolicy(' { "read": "/opt/x" }').rules, /path=\/opt\/x /));
  it('can be the path of one', () => assert.match(prepareEnvironmentPolicy(file).rules, /path=\/opt\/x /));
  it('can be empty', () => assert.equal(prepareEnvironmentPolicy(' '), prepareDefaultPolicy()));
  it('can be missing', () => assert.equal(prepareEnvironmentPolicy(undefined), prepareDefaultPolicy()));

  it('that is no JSON is an error', () => {
    assert.throws(() => prepareEnvironmentPolicy('{ read: 1 }'), { code: 'ERR_JAIL_POLICY_FILE' });
  });

  it('whose file is missing is an error', () => {
    assert.throws(() => prepareEnvironmentPolicy('/no/such/policy'), { code: 'ERR_JAIL_POLICY_FILE' });
  });

  it('is checked as every policy', () => {
    assert.throws(() => prepareEnvironmentPolicy('{ "raed": "/" }'), { code: 'ERR_JAIL_UNKNOWN_OPTION' });
  });
});

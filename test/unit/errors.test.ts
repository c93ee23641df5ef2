import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ERRORS, JailKeeperError, type JailKeeperErrorCode } from '../../src/errors.js';

const sources = new URL('../../src/', import.meta.url);
const names = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const text = names
  .filter((name) => name !== 'errors.ts')
  .map((name) => readFileSync(new URL(name, sources), 'utf8'))
  .join('');

describe('an error', () => {
  for (const code of Object.keys(ERRORS) as JailKeeperErrorCode[]) {
    it(`says what and what to do: ${code}`, () => {
      const error = new JailKeeperError(code, 'this');
      assert.equal(error.code, code);
      assert.equal(error.name, 'JailKeeperError');
      assert.equal(error.message.endsWith(error.remedy), true);
      assert.match(error.remedy, /\.$/);
      assert.match(error.message, /\. [A-Z]/);
    });

    it(`is thrown somewhere: ${code}`, () => assert.equal(text.includes(`'${code}'`), true));
  }

  it('has a code of the table wherever it is made', () => {
    for (const [, code] of text.matchAll(/'(ERR_JAIL_[A-Z_]+)'/g))
      assert.ok(code !== undefined && code in ERRORS, code);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const DEMO = path.join(import.meta.dirname, '..', '..', 'examples', 'demo.mjs');

test('the demo names who tried what, in plain text where nobody looks at a terminal', () => {
  const output = execFileSync(process.execPath, [DEMO], { encoding: 'utf8' });
  assert.equal(output.match(/jailbreak +read \/etc\/passwd\n +program +(cat|pdftex) \(pid \d+/g)?.length, 2);
  assert.match(output, /in the jail stolen\.txt, 0 bytes/);
  assert.match(output, /in the jail honest-document\.pdf, \d+ bytes/);
  assert.equal(output.includes('\x1b'), false);
});

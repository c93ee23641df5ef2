import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { isCommandLine } from '../../../src/child-process/command-line.js';

const place = mkdtempSync(join(tmpdir(), 'jailkeeper-test-'));
writeFileSync(join(place, 'a file'), '');
after(() => rmSync(place, { recursive: true }));

describe('a command line', () => {
  it('has spaces and no arguments', () => assert.ok(isCommandLine('echo "hello world"', [], {})));
  it('can begin with a path', () => assert.ok(isCommandLine('/bin/echo x', [], {})));
  it('is no single word', () => assert.ok(!isCommandLine('echo', [], {})));
  it('is no single word with spaces around it', () => assert.ok(!isCommandLine(' echo ', [], {})));
  it('has no arguments beside it', () => assert.ok(!isCommandLine('echo x', ['y'], {})));
  it('is not taken where the caller says what the shell is', () =>
    assert.ok(!isCommandLine('echo x', [], { shell: false })));
  it('is not the path of a file', () => assert.ok(!isCommandLine(join(place, 'a file'), [], {})));
  it('is not the path of a file below cwd', () => assert.ok(!isCommandLine('./a file', [], { cwd: place })));
  it('is not the path of a file below a cwd that is a URL', () => {
    assert.ok(!isCommandLine('./a file', [], { cwd: pathToFileURL(place) }));
  });
  it('is not the name of a file in PATH', () => assert.ok(!isCommandLine('a file', [], { env: { PATH: place } })));
  it('is text', () => assert.ok(!isCommandLine(['echo x'], [], {})));
});

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
  it('has spaces and no arguments', () => assert.equal(isCommandLine('echo "hello world"', [], {}), true));
  it('can begin with a path', () => assert.equal(isCommandLine('/bin/echo x', [], {}), true));
  it('is no single word', () => assert.equal(isCommandLine('echo', [], {}), false));
  it('is no single word with spaces around it', () => assert.equal(isCommandLine(' echo ', [], {}), false));
  it('has no arguments beside it', () => assert.equal(isCommandLine('echo x', ['y'], {}), false));
  it('is not taken where the caller says what the shell is', () =>
    assert.equal(isCommandLine('echo x', [], { shell: false }), false));
  it('is not the path of a file', () => assert.equal(isCommandLine(join(place, 'a file'), [], {}), false));
  it('is not the path of a file below cwd', () => assert.equal(isCommandLine('./a file', [], { cwd: place }), false));
  it('is not the path of a file below a cwd that is a URL', () => {
    assert.equal(isCommandLine('./a file', [], { cwd: pathToFileURL(place) }), false);
  });
  it('is not the name of a file in PATH', () =>
    assert.equal(isCommandLine('a file', [], { env: { PATH: place } }), false));
  it('is text', () => assert.equal(isCommandLine(['echo x'], [], {}), false));
});

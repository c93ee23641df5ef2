import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findCommand, resolveCommandFiles } from '../../../src/policy/command.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
const search = { cwd: place, searchPath: `${place}/bin` };
after(() => rmSync(place, { recursive: true }));

function write(name: string, text: string, mode = 0o755): string {
  writeFileSync(join(place, name), text, { mode });
  return join(place, name);
}

mkdirSync(join(place, 'bin'));
const interpreter = write('bin/interpreter', '\x7fELF');
const plain = write('plain.txt', 'text', 0o644);
const script = write('script', `#! ${interpreter} -x\n`);
const nested = write('nested', `#!${script}\n`);
const byName = write('by-name', '#!/usr/bin/env -S A=b interpreter -x\n');
const toPlain = write('to-plain', `#!${plain}\n`);
const endless = write('endless', `#!${join(place, 'endless')}\n`);
symlinkSync(script, join(place, 'bin', 'link'));

describe('a command', () => {
  it('is found in PATH', () => assert.equal(findCommand('interpreter', search), interpreter));
  it('is found by a relative path', () => assert.equal(findCommand('./script', search), script));
  it('that is missing is not found', () => assert.equal(findCommand('missing', search), undefined));
  it('that cannot be executed is not found', () => assert.equal(findCommand('./plain.txt', search), undefined));
  it('that is a directory is not found', () => assert.equal(findCommand('./bin', search), undefined));
  it('that is empty is not found', () => assert.equal(findCommand('', search), undefined));

  it('needs its interpreter', () => {
    assert.deepEqual(resolveCommandFiles(script, search).files, [script, interpreter]);
  });

  it('needs the interpreter of its interpreter', () => {
    assert.deepEqual(resolveCommandFiles(nested, search).files, [nested, script, interpreter]);
  });

  it('needs what env searches for', () => {
    assert.deepEqual(resolveCommandFiles(byName, search).files, [byName, realpathSync('/usr/bin/env'), interpreter]);
  });

  it('needs what its link points to, and names the directory of the link', () => {
    const { files, directories } = resolveCommandFiles(join(place, 'bin', 'link'), search);
    assert.deepEqual(files, [script, interpreter]);
    assert.deepEqual(directories, [join(place, 'bin'), place]);
  });

  it('does not open a file that is no program', () => {
    assert.deepEqual(resolveCommandFiles(toPlain, search).files, [toPlain]);
  });

  it('that interprets itself ends', () => assert.deepEqual(resolveCommandFiles(endless, search).files, [endless]));
});

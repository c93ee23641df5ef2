import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { encodeCommandRules, findMachineRules } from '../../../src/jail/machine-rules.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
after(() => rmSync(place, { recursive: true }));
for (const name of ['own', 'opt']) mkdirSync(join(place, name));

function write(name: string, text: string): string {
  writeFileSync(join(place, name), text, { mode: 0o755 });
  return join(place, name);
}

const search = { cwd: join(place, 'own'), searchPath: '/usr/bin:/bin' };
const machine = findMachineRules(search.searchPath, '/root');
const rulesOf = (file: string): string => encodeCommandRules(file, search, machine, [search.cwd]);

describe('the rules of the machine', () => {
  it('are found once', () => assert.equal(findMachineRules(search.searchPath, '/root'), machine));
  it('name the directories of PATH', () => assert.equal(machine.readable.includes('/usr/bin'), true));
});

describe('the rules of a command', () => {
  it('are none for a program in PATH', () => assert.equal(rulesOf('cat'), ''));
  it('are none for a program that does not exist', () => assert.equal(rulesOf('/no/such/program'), ''));

  it('name a program elsewhere and its interpreter', () => {
    const interpreter = write('opt/interpreter', '\x7fELF');
    const script = write('opt/script', `#!${interpreter}\n`);
    assert.equal(
      rulesOf(script),
      `allow access=read path=${script} optional=1\nallow access=read path=${interpreter} optional=1\n`,
    );
  });

  it('follow a program that is replaced', () => {
    const one = write('opt/one', '\x7fELF');
    const other = write('opt/other', '\x7fELF');
    const link = join(place, 'opt', 'link');
    symlinkSync(one, link);
    assert.equal(rulesOf(link).includes(one), true);
    unlinkSync(link);
    symlinkSync(other, link);
    assert.equal(rulesOf(link), `allow access=read path=${other} optional=1\n`);
  });

  it('are not decided by a #! line that the jail can write', () => {
    const secret = write('opt/secret-script', '#!/bin/sh\n# secret\n');
    assert.equal(rulesOf(write('own/script', `#!${secret}\n`)), '');
  });

  it('are not decided by a link that the jail can write', () => {
    const secret = write('opt/secret-program', '\x7fELF');
    symlinkSync(secret, join(place, 'own', 'planted'));
    assert.equal(rulesOf('./planted'), '');
  });
});

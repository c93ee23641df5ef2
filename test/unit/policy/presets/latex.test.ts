import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { test } from 'node:test';
import { latex } from '../../../../src/policy/presets/latex.js';

const opened = [...latex.read, ...latex.write, ...(latex.list ?? [])];

test('the preset opens neither a home nor a shared temporary directory', () => {
  for (const path of opened) {
    for (const closed of [homedir(), '/root', '/home', '/tmp', '/var/tmp', '/dev/shm', '/run']) {
      assert.ok(path !== closed && !path.startsWith(`${closed}/`) && !closed.startsWith(`${path}/`), path);
    }
  }
});

test('the preset opens no file that names people or holds keys', () => {
  assert.deepEqual(
    opened.filter((path) => ['/', '/etc', '/etc/passwd', '/var', '/usr', '/usr/share'].includes(path)),
    [],
  );
});

test('every place that TeX writes to is in the private temporary directory', () => {
  assert.equal(latex.privateTemporaryDirectory, true);
  assert.deepEqual(latex.write, []);
  const elsewhere = Object.entries(latex.env).filter(([, value]) => !value.startsWith('{temporary}'));
  const noPlaces = { SHELL: '/bin/sh', SHLVL: '1', texmf_casefold_search: '0' };
  assert.deepEqual(Object.fromEntries(elsewhere), noPlaces);
});

/**
 * Libraries that start processes, in their ordinary uses and unchanged, under `--import jailkeeper/register`:
 * with everything allowed they give what they give without it, and with the default policy they are jailed.
 */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { permissivePolicy } from './hosts.js';

const directory = fileURLToPath(new URL('users', import.meta.url));
const users = readdirSync(directory).filter((name) => name.startsWith('uses-'));
const register = fileURLToPath(new URL('../../src/child-process/register.ts', import.meta.url));

const secret = 'content of the secret';
let place: string;
let secretFile: string;

before(() => {
  place = mkdtempSync(join(tmpdir(), 'drop-in-users-'));
  secretFile = join(mkdtempSync(join(tmpdir(), 'drop-in-secret-')), 'secret');
  writeFileSync(secretFile, secret);
});

after(() => {
  rmSync(place, { recursive: true, force: true });
  rmSync(join(secretFile, '..'), { recursive: true, force: true });
});

function run(user: string, { policy, args = [] }: { policy?: object; args?: string[] }): SpawnSyncReturns<string> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const imports = policy ? ['--import', 'tsx', '--import', register] : [];
  // tsx is found from here, whatever the working directory of the program.
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  return spawnSync(
    process.execPath,
    [...imports.map((name) => (name === 'tsx' ? tsx : name)), join(directory, user), ...args],
    {
      cwd: place,
      encoding: 'utf8',
      env: { ...env, HOME: place, JAILKEEPER_POLICY: policy ? JSON.stringify(policy) : '' },
      timeout: 60_000,
    },
  );
}

for (const user of users) {
  describe(user, () => {
    it('gives the same under a jail that allows everything', () => {
      const native = run(user, {});
      const jailed = run(user, { policy: permissivePolicy });
      strictEqual(native.status, 0, native.stderr);
      ok(native.stdout.split('\n').length > 4);
      deepStrictEqual([jailed.stdout, jailed.status, jailed.stderr], [native.stdout, 0, native.stderr]);
    });

    it('reaches a file outside only without a jail with the default policy', () => {
      const args = [secretFile];
      const free = run(user, { args });
      match(free.stdout, /^delivered ./);
      const jailed = run(user, { policy: {}, args });
      // simple-git takes a git that was killed in silence for one that said nothing.
      match(jailed.stdout, /^(refused|delivered )\n$/);
      ok(jailed.stderr.includes(secretFile), jailed.stderr);
    });
  });
}

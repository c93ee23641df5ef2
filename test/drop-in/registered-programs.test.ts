/** Programs of several processes and threads under `--import jailkeeper/register`: none of them slips out, none of them breaks. */
import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { permissivePolicy } from './hosts.js';

/** As built: a worker with arguments of its own knows nothing of a loader for TypeScript. */
const register = fileURLToPath(import.meta.resolve('jailkeeper/register'));

function run(name: string, args: string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const { NODE_TEST_CONTEXT: _, ...rest } = process.env;
  return spawnSync(process.execPath, [...args, fileURLToPath(new URL(`programs/${name}`, import.meta.url))], {
    encoding: 'utf8',
    env: { ...rest, JAILKEEPER_POLICY: JSON.stringify(permissivePolicy), ...env },
    timeout: 60_000,
  });
}

describe('a registered program', () => {
  it('forks programs that start others, all in the jail of the first', () => {
    const { stdout, status } = run('forks-what-spawns.mjs', []);
    strictEqual(status, 0);
    match(stdout, /"spawn",3/);
    const jailed = run('forks-what-spawns.mjs', ['--import', register]);
    deepStrictEqual([jailed.stdout, jailed.stderr, jailed.status], [stdout, '', 0]);
  });

  it('does so too when NODE_OPTIONS registers every node', () => {
    const native = run('forks-what-spawns.mjs', []);
    const jailed = run('forks-what-spawns.mjs', [], { NODE_OPTIONS: `--import ${register}` });
    deepStrictEqual([jailed.stdout, jailed.stderr, jailed.status], [native.stdout, '', 0]);
  });

  it('forks in a directory from which the library is out of reach, with the default policy', () => {
    const place = mkdtempSync(join(tmpdir(), 'drop-in-fork-'));
    const program = join(place, 'forks-what-spawns.mjs');
    copyFileSync(fileURLToPath(new URL('programs/forks-what-spawns.mjs', import.meta.url)), program);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', register, program], {
      cwd: place,
      encoding: 'utf8',
      env: { ...env, JAILKEEPER_POLICY: '' },
    });
    rmSync(place, { recursive: true });
    deepStrictEqual([stderr, status], ['', 0]);
    match(stdout, /"spawn",3/);
  });

  it('has what its worker threads start in jails', () => {
    const native = run('spawns-in-workers.mjs', []);
    strictEqual(native.stdout.split('\n').length, 6, native.stderr);
    const jailed = run('spawns-in-workers.mjs', ['--import', register]);
    strictEqual(jailed.stderr, '');
    strictEqual(jailed.stdout, native.stdout.replaceAll('NoNewPrivs:\t0', 'NoNewPrivs:\t1'));
  });
});

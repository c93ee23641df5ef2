import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
const cwd = join(place, 'jail');
const secret = join(place, 'secret');
mkdirSync(cwd);
writeFileSync(secret, 'secret');
after(() => rmSync(place, { recursive: true }));

const register = fileURLToPath(new URL('../../../src/child-process/register.ts', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx');

/** Runs a program that knows nothing of JailKeeper. */
function runRegistered(name: string, source: string, policy = '{ "onJailbreak": "deny" }') {
  const program = join(place, name);
  writeFileSync(program, source);
  const args = ['--import', tsx, '--import', register, program, secret];
  const env = { ...process.env, JAILKEEPER_POLICY: policy };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const USES: readonly [title: string, name: string, source: string][] = [
  [
    'an ES module that imports a function by name',
    'named.mjs',
    `import { execFile } from 'node:child_process';
     execFile('cat', [process.argv[2]], (error, stdout) => console.log(error.code, stdout));`,
  ],
  [
    'a CommonJS module',
    'common.cjs',
    `require('child_process').exec('cat ' + process.argv[2], (error, stdout) => console.log(error.code, stdout));`,
  ],
  [
    'a promisified function',
    'promisified.mjs',
    `import { promisify } from 'node:util'; import cp from 'child_process';
     await promisify(cp.execFile)('cat', [process.argv[2]]).catch(({ code, stdout }) => console.log(code, stdout));`,
  ],
  [
    'a synchronous call',
    'synchronous.mjs',
    `import { spawnSync } from 'node:child_process';
     const { status, stdout } = spawnSync('cat', [process.argv[2]], { encoding: 'utf8' }); console.log(status, stdout);`,
  ],
];

describe('node --import jailkeeper/register', () => {
  for (const [title, name, source] of USES) {
    it(`jails ${title}`, () => {
      const { stdout, stderr } = runRegistered(name, source);
      assert.equal(stdout, '1 \n');
      assert.ok(stderr.includes(`jailkeeper: jailbreak: read ${secret} by`), stderr);
    });
  }

  it('takes the policy from JAILKEEPER_POLICY', () => {
    const source = `process.stdout.write(require('child_process').execFileSync('cat', [process.argv[2]]))`;
    const { stdout, stderr } = runRegistered('allowed.cjs', source, JSON.stringify({ read: secret }));
    assert.deepEqual([stdout, stderr], ['secret', '']);
  });

  it('starts nothing when the policy is wrong', () => {
    const { status, stderr } = runRegistered('wrong.cjs', 'console.log(1)', '{ "raed": "/" }');
    assert.notEqual(status, 0);
    assert.match(stderr, /ERR_JAIL_UNKNOWN_OPTION/);
  });
});

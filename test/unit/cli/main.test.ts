import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FLAGS } from '../../../src/cli/flags.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
const cwd = join(place, 'jail');
const secret = join(place, 'secret');
const log = join(place, 'log');
mkdirSync(cwd);
writeFileSync(secret, 'secret');
after(() => rmSync(place, { recursive: true }));

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx');

function jailkeeper(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, main, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the command jailkeeper', () => {
  it('passes output and exit code on', () => {
    assert.deepEqual(jailkeeper('--', 'sh', '-c', 'echo out; echo err >&2; exit 7'), {
      status: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('says a jailbreak in one line and exits with 121', () => {
    const { status, stdout, stderr } = jailkeeper('cat', secret);
    assert.equal(status, 121);
    assert.equal(stdout, '');
    assert.match(stderr, /^jailkeeper: jailbreak: read \S+\/secret by \S+cat \(pid \d+, openat\): killed\n$/);
    assert.equal(stderr.includes(secret), true);
  });

  it('exits as the program did when attempts are only denied', () => {
    const { status, stderr } = jailkeeper('--on-jailbreak', 'deny', 'sh', '-c', `cat ${secret}; exit 3`);
    assert.equal(status, 3);
    assert.match(stderr, /: denied\n/);
  });

  it('exits with 128 and the signal that ended the program', () => {
    assert.equal(jailkeeper('sh', '-c', 'kill -TERM $$').status, 143);
  });

  it('exits with 127 for a command that does not exist', () => {
    const { status, stderr } = jailkeeper('no-such-command');
    assert.equal(status, 127);
    assert.match(stderr, /ENOENT/);
  });

  it('exits with 126 for a file that cannot be executed', () => {
    writeFileSync(join(cwd, 'text'), 'text', { mode: 0o644 });
    assert.equal(jailkeeper('./text').status, 126);
  });

  it('exits with 122 for a misspelt option', () => {
    const { status, stderr } = jailkeeper('--raed', 'x', 'true');
    assert.equal(status, 122);
    assert.match(stderr, /--raed.*--help/s);
  });

  it('writes events as JSON lines', () => {
    jailkeeper('--json', log, 'cat', secret);
    const events = readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ event }) => event),
      ['started', 'jailbreak', 'exit'],
    );
    const [started, { mode, file, verdict }, exit] = events;
    assert.equal(started.enforcement.areas.files, 'full');
    assert.deepEqual({ mode, file, verdict }, { mode: 'read', file: secret, verdict: 'kill' });
    assert.deepEqual(exit, { event: 'exit', code: null, signal: 'SIGKILL' });
  });

  it('writes events to a descriptor', () => {
    const { stdout } = jailkeeper('--json', '1', 'true');
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).event),
      ['started', 'exit'],
    );
  });

  it('exits with 122 for a descriptor that is not open', () => {
    const { status, stderr } = jailkeeper('--json', '77', 'true');
    assert.equal(status, 122);
    assert.match(stderr, /--json 77 cannot be written/);
  });

  it('passes signals on', async () => {
    const script = 'trap "exit 5" TERM; echo ready; for i in 1 2 3 4 5 6 7 8 9; do sleep 1; done';
    const child = spawn(process.execPath, ['--import', tsx, main, 'sh', '-c', script], { cwd });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const [code] = await once(child, 'exit');
    assert.equal(code, 5);
  });

  it('helps with every option', () => {
    const { status, stdout } = jailkeeper('--help');
    assert.equal(status, 0);
    for (const name of Object.keys(FLAGS)) assert.equal(stdout.includes(`--${name}`), true);
    for (const code of [121, 122, 126, 127]) assert.equal(stdout.includes(String(code)), true);
  });

  it('knows its version', () => assert.match(jailkeeper('--version').stdout, /^\d+\.\d+\.\d+\S*\n$/));
});

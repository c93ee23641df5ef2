import assert from 'node:assert/strict';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import JailKeeper, { type AttachPolicy, type Jailbreak, JailKeeper as Named, type Policy } from '../../../src/index.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
const cwd = join(place, 'jail');
const secret = join(place, 'secret');
mkdirSync(cwd);
writeFileSync(secret, 'secret');
after(() => rmSync(place, { recursive: true }));

interface Outcome {
  readonly jailbreaks: Jailbreak[];
  readonly stdout: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

async function run(policy: Policy, file: string, args: string[] = []): Promise<Outcome> {
  const jail = new JailKeeper(policy);
  const jailbreaks: Jailbreak[] = [];
  jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
  const child = jail.spawn(file, args, { cwd });
  const [stdout, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { jailbreaks, stdout, code, signal };
}

describe('a JailKeeper', () => {
  it('is the default export as well', () => assert.equal(JailKeeper, Named));

  it('runs a command line as its first version did', async () => {
    assert.equal((await run({}, 'echo "hello world"')).stdout, 'hello world\n');
  });

  it("gives a real ChildProcess with the program's own pid", async () => {
    const child = new JailKeeper().spawn('sh', ['-c', 'echo $$'], { cwd });
    assert.ok(child instanceof ChildProcess, 'a ChildProcess');
    assert.equal(await text(child.stdout), `${child.pid}\n`);
  });

  it('tells of a jailbreak before the exit of the child', async () => {
    const jail = new JailKeeper();
    const order: string[] = [];
    jail.on('jailbreak', ({ mode, file }) => order.push(`${mode} ${file}`));
    jail.on('exit', (code, signal) => order.push(`exit ${code} ${signal}`));
    const child = jail.spawn('cat', [secret], { cwd });
    child.on('jailbreak', () => order.push('child jailbreak'));
    child.on('exit', () => order.push('child exit'));
    assert.equal(await text(child.stdout), '');
    await once(child, 'close');
    assert.deepEqual(order, [`read ${secret}`, 'child jailbreak', 'child exit', 'exit null SIGKILL']);
  });

  it('denies, and counts what is tried again', async () => {
    const { jailbreaks, code } = await run({ onJailbreak: 'deny' }, 'sh', ['-c', `cat ${secret} ${secret} ${secret}`]);
    assert.equal(code, 1);
    assert.deepEqual(
      jailbreaks.map(({ verdict, count }) => [verdict, count]),
      [['deny', 3]],
    );
  });

  it('logs, and lets it happen', async () => {
    const { jailbreaks, stdout } = await run({ onJailbreak: 'log' }, 'cat', [secret]);
    assert.equal(stdout, 'secret');
    assert.equal(jailbreaks[0]?.verdict, 'log');
  });

  it('asks a function, and does what it says', async () => {
    const asked: string[] = [];
    const decide = async ({ file }: Jailbreak) => {
      asked.push(file);
      return 'log' as const;
    };
    const { stdout, jailbreaks } = await run({ onJailbreak: decide }, 'cat', [secret]);
    assert.deepEqual(asked, [secret]);
    assert.equal(stdout, 'secret');
    assert.equal(jailbreaks[0]?.verdict, 'log');
  });

  it('opens what read and write name', async () => {
    assert.equal((await run({ read: secret }, 'cat', [secret])).stdout, 'secret');
    const written = join(place, 'written');
    await run({ write: written }, 'sh', ['-c', `echo x > ${written}`]);
    assert.equal(readFileSync(written, 'utf8'), 'x\n');
  });

  it('closes what deny names', async () => {
    const { jailbreaks } = await run({ deny: join(cwd, 'kept') }, 'sh', ['-c', 'echo x > kept']);
    assert.equal(jailbreaks[0]?.mode, 'write');
    assert.equal(existsSync(join(cwd, 'kept')), false);
  });

  it('takes globs and RegExps', async () => {
    assert.equal((await run({ read: join(place, 's*') }, 'cat', [secret])).stdout, 'secret');
    assert.equal((await run({ read: /\/secret$/g }, 'cat', [secret])).stdout, 'secret');
  });

  it('says what is enforced once it has run', async () => {
    const jail = new JailKeeper();
    assert.equal(new JailKeeper().enforcement, undefined);
    await once(jail.spawn('true', { cwd }), 'exit');
    assert.equal((jail.enforcement?.landlock ?? 0) > 0, true);
    assert.equal(jail.enforcement?.areas.files, 'full');
  });

  it('runs one program at a time, and then the next', async () => {
    const jail = new JailKeeper();
    const child = jail.spawn('sleep', ['60'], { cwd });
    assert.throws(() => jail.spawn('true', { cwd }), { code: 'ERR_JAIL_BUSY' });
    assert.throws(() => jail.spawnSync('true', { cwd }), { code: 'ERR_JAIL_BUSY' });
    child.kill();
    await once(jail, 'exit');
    assert.equal(jail.spawnSync('true', { cwd }).status, 0);
  });

  it('is free again after a program that does not exist', async () => {
    const jail = new JailKeeper();
    const [error] = await once(jail.spawn('no-such-program', { cwd }), 'error');
    assert.equal(error.code, 'ENOENT');
    assert.equal(jail.spawnSync('true', { cwd }).status, 0);
  });

  it('refuses a working directory that does not exist', () => {
    const missing = join(place, 'missing');
    assert.throws(() => new JailKeeper().spawn('true', { cwd: missing }), { code: 'ERR_JAIL_CWD' });
    assert.throws(() => new JailKeeper().spawn('true', { cwd: secret }), { code: 'ERR_JAIL_CWD' });
  });

  it('refuses to attach to a child that is gone, and by options that it does not know', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    assert.throws(() => new JailKeeper(child), { code: 'ERR_JAIL_ATTACH' });
    const running = spawn('cat');
    for (const options of [{ tree: 1 }, { closeInherited: 'all' }, { onAttachFailure: 'no' }, { raed: '/' }, null])
      assert.throws(() => new JailKeeper(running, options as unknown as AttachPolicy), /ERR_JAIL|policy/);
    running.kill();
  });

  it('has the other functions of child_process', async () => {
    const jail = new JailKeeper();
    assert.deepEqual(await promisify(jail.exec)('echo x', { cwd }), { stdout: 'x\n', stderr: '' });
    assert.deepEqual(await promisify(jail.execFile)('echo', ['x'], { cwd }), { stdout: 'x\n', stderr: '' });
    assert.equal(jail.execSync('echo x', { cwd, encoding: 'utf8' }), 'x\n');
    assert.equal(jail.execFileSync('echo', ['x'], { cwd, encoding: 'utf8' }), 'x\n');
    writeFileSync(join(cwd, 'child.cjs'), 'process.send(process.pid)');
    const child = jail.fork(join(cwd, 'child.cjs'), { cwd, execArgv: [] });
    assert.deepEqual(await once(child, 'message'), [child.pid, undefined]);
    await once(child, 'exit');
  });

  it('tells of a jailbreak in a synchronous call, in the result and as an event', () => {
    const jail = new JailKeeper();
    const files: string[] = [];
    jail.on('jailbreak', ({ file }) => files.push(file));
    const result = jail.spawnSync('cat', [secret], { cwd });
    assert.equal(result.signal, 'SIGKILL');
    assert.deepEqual(files, [secret]);
    assert.equal((result as unknown as { jailbreaks: Jailbreak[] }).jailbreaks[0]?.file, secret);
    assert.equal(Object.keys(result).includes('jailbreaks'), false);
    assert.throws(
      () => jail.execFileSync('cat', [secret], { cwd }),
      (error: { jailbreaks?: Jailbreak[] }) => error.jailbreaks?.[0]?.file === secret,
    );
  });

  it('cannot ask a function in a synchronous call', () => {
    const jail = new JailKeeper({ onJailbreak: () => 'deny' });
    assert.throws(() => jail.spawnSync('true', { cwd }), { code: 'ERR_JAIL_SYNC_VERDICT' });
  });

  it('gives a preset a temporary directory of its own, which goes with the jail', async () => {
    const { stdout, jailbreaks } = await run({ preset: 'latex' }, 'sh', [
      '-c',
      'echo x > "$TMPDIR/x" && echo "$TMPDIR"',
    ]);
    assert.deepEqual(jailbreaks, []);
    const directory = stdout.trim();
    assert.match(directory, /jailkeeper-/);
    for (let tries = 0; existsSync(directory) && tries < 100; tries += 1) await promisify(setTimeout)(10);
    assert.equal(existsSync(directory), false);
  });
});

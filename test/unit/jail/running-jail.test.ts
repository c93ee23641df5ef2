import assert from 'node:assert/strict';
import { type ChildProcess, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Jailbreak, JailKeeper, type Policy, type Verdict } from '../../../src/index.js';

const place = mkdtempSync(join(realpathSync(tmpdir()), 'jailkeeper-test-'));
const cwd = join(place, 'jail');
const secret = join(place, 'secret');
mkdirSync(cwd);
writeFileSync(secret, 'secret');
after(() => rmSync(place, { recursive: true }));

/** The name and the first two arguments of every event of a child, in order. */
function record(child: ChildProcess): string[] {
  const events: string[] = [];
  for (const name of ['spawn', 'error', 'exit', 'close'] as const) {
    child.on(name, (...[first, second]: unknown[]) => {
      events.push([name, (first as { code?: string } | null)?.code ?? first, second].join(' ').trim());
    });
  }
  return events;
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('close', () => resolve()));

const parentOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[1]);

/** Runs a program under tsx, in a Node of its own, and gives what it printed. */
function runProgram(name: string, source: string, env: NodeJS.ProcessEnv = process.env): string {
  const index = fileURLToPath(new URL('../../../src/index.ts', import.meta.url));
  const program = join(place, name);
  writeFileSync(program, `import { JailKeeper } from ${JSON.stringify(index)};\n${source}`);
  const args = ['--import', createRequire(import.meta.url).resolve('tsx'), program, secret];
  return spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' }).stdout;
}

describe('a running jail', () => {
  it('that loses its keeper is an error, and then ends', async () => {
    for (const generation of [1, 2]) {
      const child = new JailKeeper().spawn('sleep', ['60'], { cwd });
      const events = record(child);
      const supervisor = parentOf(child.pid ?? 0);
      process.kill(generation === 1 ? supervisor : parentOf(supervisor), 'SIGKILL');
      await ended(child);
      assert.deepEqual(events, ['spawn', 'error ERR_JAIL_KEEPER_LOST', 'exit  SIGKILL', 'close  SIGKILL']);
    }
  });

  it('can be used again after it lost its keeper', async () => {
    const jail = new JailKeeper();
    const child = jail.spawn('sleep', ['60'], { cwd });
    child.on('error', () => {});
    process.kill(parentOf(child.pid ?? 0), 'SIGKILL');
    await ended(child);
    assert.equal(jail.spawnSync('true', { cwd }).status, 0);
  });

  it('that was killed by its caller is no error', async () => {
    const child = new JailKeeper().spawn('sleep', ['60'], { cwd });
    const events = record(child);
    assert.equal(child.kill('SIGKILL'), true);
    await ended(child);
    assert.deepEqual(events, ['spawn', 'exit  SIGKILL', 'close  SIGKILL']);
    assert.equal(child.kill(), false);
  });

  it('can be stopped and continued', async () => {
    const child = new JailKeeper().spawn('cat', { cwd });
    child.kill('SIGSTOP');
    child.kill('SIGCONT');
    child.stdin.end('x');
    assert.equal(await text(child.stdout), 'x');
  });

  it('that is never looked at does not keep its process', () => {
    const source = `const child = new JailKeeper().spawn('sleep', ['60'], { stdio: 'ignore' });
      child.unref(); console.log('end');`;
    assert.equal(runProgram('unref.mjs', source), 'end\n');
  });

  it('leaves no temporary directory where its process ends at once', () => {
    const source = `new JailKeeper({ preset: 'latex' }).spawn('sleep', ['60'], { stdio: 'ignore' });
      process.exit();`;
    const temporary = join(place, 'tmp');
    mkdirSync(temporary);
    runProgram('exit.mjs', source, { ...process.env, TMPDIR: temporary });
    const left = readdirSync(temporary).filter((name) => name.startsWith('jailkeeper-'));
    assert.deepEqual(left, []);
  });
});

describe('a function that decides', () => {
  /** What became of a forbidden read, in a process where an exception that nobody catches is printed. */
  const decide = (name: string, onJailbreak: string): string =>
    runProgram(
      name,
      `process.on('uncaughtException', (error) => console.log(error.code ?? error.message));
       const jail = new JailKeeper({ onJailbreak: ${onJailbreak} });
       jail.on('jailbreak', ({ verdict }) => console.log(verdict));
       jail.on('exit', (code, signal) => console.log(code, signal));
       jail.spawn('cat', [process.argv[2]], { stdio: 'ignore' });`,
    );

  it('and throws kills', () => {
    assert.deepEqual(decide('throws.mjs', `() => { throw new Error('mine') }`).split('\n').sort(), [
      '',
      'kill',
      'mine',
      'null SIGKILL',
    ]);
  });

  it('and says nothing kills', () => {
    assert.deepEqual(decide('nothing.mjs', '() => {}').split('\n').sort(), [
      '',
      'ERR_JAIL_POLICY',
      'kill',
      'null SIGKILL',
    ]);
  });

  it('and takes its time is waited for', async () => {
    const verdicts: Verdict[] = [];
    const policy: Policy = {
      onJailbreak: (_: Jailbreak) => new Promise((resolve) => setTimeout(() => resolve('deny'), 100)),
    };
    const jail = new JailKeeper(policy);
    jail.on('jailbreak', ({ verdict }) => verdicts.push(verdict));
    const child = jail.spawn('cat', [secret], { cwd, stdio: 'ignore' });
    await ended(child);
    assert.deepEqual([child.exitCode, verdicts], [1, ['deny']]);
  });
});

describe('a jail in a jail', () => {
  it('is refused by name, and leaves nothing open', () => {
    const source = `import { existsSync, readdirSync } from 'node:fs';
      const before = readdirSync('/proc/self/fd');
      const jail = new JailKeeper();
      for (let tries = 0; tries < 3; tries += 1) {
        try { jail.spawn('true'); } catch ({ code }) { console.log(code); }
      }
      const isNew = (fd) => !before.includes(fd) && existsSync('/proc/self/fd/' + fd);
      setTimeout(() => console.log(readdirSync('/proc/self/fd').filter(isNew)), 200);`;
    const index = fileURLToPath(new URL('../../../src/index.ts', import.meta.url));
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const program = join(cwd, 'nested.mjs');
    writeFileSync(program, `import { JailKeeper } from ${JSON.stringify(index)};\n${source}`);
    const args = ['--import', createRequire(import.meta.url).resolve('tsx'), program];
    const env = { ...process.env, TMPDIR: cwd };
    const jail = new JailKeeper({ read: root, onJailbreak: 'deny' });
    const { stdout } = jail.spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
    assert.equal(stdout, 'ERR_JAIL_NESTED\nERR_JAIL_NESTED\nERR_JAIL_NESTED\n[]\n');
  });
});

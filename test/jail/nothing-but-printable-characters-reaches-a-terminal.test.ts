import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';

const command = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const loader = import.meta.resolve('tsx');

/** Clears the screen, writes to the clipboard, goes back, ends the line, speaks C1 and turns the text around. */
const hostile = 'a\x1b[2J\x1b]52;c;ZXZpbA==\x07\b\r\nb\u009b31m\u202etxt.\u200b\x7f';
const notText = Buffer.concat([Buffer.from('a\x1b[2J'), Buffer.from([0x9b, 0xff, 0x9d])]);

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** What a terminal gets when the words are run at it. The terminal itself puts a carriage return before a line feed. */
function atTerminal(ground: Ground, words: readonly string[], rest = ''): Buffer {
  const line = words.map(quote).join(' ') + rest;
  const env = { ...process.env, NO_COLOR: '1', SHELL: '/bin/sh' };
  return spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: ground.jail,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  }).stdout;
}

/** What the program itself says is its own business. */
const jailkeeper = (ground: Ground, ...args: string[]): Buffer =>
  atTerminal(ground, [process.execPath, '--import', loader, command, ...args], ' >/dev/null');

function assertPrintable(output: Buffer, said: RegExp): void {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(output).replaceAll('\r\n', '\n');
  assert.match(text, said);
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}]/u);
}

function allowReader(): { reader: string; allowed: string[] } {
  const { file } = fixture('open-for-reading.c');
  return { reader: file, allowed: ['--read', path.dirname(file)] };
}

test('without us the name reaches the terminal as it is', () =>
  onGround((ground) => {
    const output = atTerminal(ground, ['printf', '%s', hostile]);
    for (const part of ['\x1b[2J', '\x1b]52;c;', '\b', '\u009b31m', '\u202e']) assert.ok(output.includes(part), part);
  }));

for (const verdict of ['deny', 'kill', 'log'])
  test(`a hostile name in an attempt, under ${verdict}`, () =>
    onGround((ground) => {
      const { reader, allowed } = allowReader();
      const secret = path.join(ground.outside, hostile);
      writeFileSync(secret, '');
      assertPrintable(
        jailkeeper(ground, ...allowed, '--on-jailbreak', verdict, reader, 'open', secret),
        /jailbreak: read /,
      );
    }));

test('a program with a hostile name, in a hostile directory', () =>
  onGround((ground) => {
    const { reader, allowed } = allowReader();
    symlinkSync(reader, path.join(ground.jail, hostile));
    const output = jailkeeper(ground, ...allowed, '--on-jailbreak', 'deny', `./${hostile}`, 'open', ground.secret);
    assertPrintable(output, /jailbreak: read /);
  }));

const mistakes: [name: string, said: RegExp, args: (ground: Ground) => string[]][] = [
  ['an option that is none', /jailkeeper:/, () => [`--${hostile}`, 'true']],
  ['a verdict that is none', /jailkeeper:/, () => ['--on-jailbreak', hostile, 'true']],
  ['a preset that is none', /jailkeeper:/, () => ['--preset', hostile, 'true']],
  ['a policy that is not there', /jailkeeper:/, () => ['--policy', hostile, 'true']],
  ['a log that cannot be written', /jailkeeper:/, (ground) => ['--json', `${ground.absent}/${hostile}`, 'true']],
];

for (const [name, said, args] of mistakes)
  test(`the hostile name of ${name}`, () =>
    onGround((ground) => assertPrintable(jailkeeper(ground, ...args(ground)), said)));

test('events as JSON on the terminal are printable too', () =>
  onGround((ground) => {
    const { reader, allowed } = allowReader();
    const secret = path.join(ground.outside, hostile);
    writeFileSync(secret, '');
    assertPrintable(
      jailkeeper(ground, ...allowed, '--on-jailbreak', 'deny', '--json', '2', reader, 'open', secret),
      /"jailbreak"/,
    );
  }));

for (const [kind, name] of [
  ['text', Buffer.from(hostile)],
  ['not text', notText],
] as const)
  test(`JSON holds the exact bytes of a name that is ${kind}`, () =>
    onGround((ground) => {
      const { reader, allowed } = allowReader();
      const secret = Buffer.concat([Buffer.from(`${ground.outside}/`), name]);
      const target = path.join(ground.jail, 'link');
      writeFileSync(secret, '');
      symlinkSync(secret, target);
      const log = path.join(ground.root, 'log');
      jailkeeper(ground, ...allowed, '--on-jailbreak', 'deny', '--json', log, reader, 'open', target);
      const events = readFileSync(log, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const { file, fileBase64 } = events.find(({ event }) => event === 'jailbreak');
      const exact = fileBase64 === undefined ? Buffer.from(file) : Buffer.from(fileBase64, 'base64');
      assert.deepEqual(exact, secret);
    }));

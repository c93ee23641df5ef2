import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';

type Start = (file: string, args: string[], cwd: string) => ChildProcess;

const ways: [string, Start][] = [
  ['without a jail', (file, args, cwd) => spawn(file, args, { cwd })],
  ['from a jail', (file, args, cwd) => new JailKeeper({ network: true, read: [file] }).spawn(file, args, { cwd })],
];

/** How often each letter was sent, as the program says, and arrived. The server reads only when all was sent. */
async function sendAndCount(
  ground: Ground,
  start: Start,
): Promise<{ sent: number[]; arrived: Record<string, number> }> {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connection = once(server, 'connection') as Promise<[Socket]>;
  const { file } = fixture('send-without-copying.c');
  const child = start(file, [String((server.address() as AddressInfo).port)], ground.jail);
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
    if (/^\d+ \d+ \d+$/m.test(said)) child.emit('sent');
  });
  const [[socket]] = await Promise.all([connection, once(child, 'sent')]);
  const sent =
    said
      .match(/^(\d+) (\d+) (\d+)$/m)
      ?.slice(1)
      .map(Number) ?? [];
  const total = sent.reduce((sum, count) => sum + count, 0);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= total) break;
  }
  child.stdin?.end();
  await once(child, 'close');
  server.close();
  const arrived: Record<string, number> = {};
  for (const byte of Buffer.concat(chunks)) {
    const letter = String.fromCharCode(byte);
    arrived[letter] = (arrived[letter] ?? 0) + 1;
  }
  return { sent, arrived };
}

for (const [way, start] of ways) {
  test(`pages that are sent without copying arrive as they were written, ${way}`, () =>
    onGround(async (ground) => {
      const { sent, arrived } = await sendAndCount(ground, start);
      assert.ok((sent[1] ?? 0) > 0, 'too little was sent to tell');
      const expected = ['A', 'B', 'C'].map((letter, part) => [letter, sent[part] ?? 0] as const);
      assert.deepEqual(arrived, Object.fromEntries(expected.filter(([, count]) => count > 0)));
    }));
}

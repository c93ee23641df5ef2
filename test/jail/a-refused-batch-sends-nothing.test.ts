import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { settle, startOutside } from '../stage/outside-program.js';
import { type Outcome, runUnjailed } from '../stage/run.js';
import { program } from './shell.js';

/** What the sender says, and how many datagrams the server outside hears. */
async function send(ground: Ground, run: (server: string) => Promise<Outcome>): Promise<[string, number, Outcome]> {
  const address = path.join(ground.outside, 'server');
  const server = await startOutside('hear.c', ['unix-datagram', address, 'token', ground.secret], ground.outside);
  try {
    chmodSync(address, 0o777);
    const outcome = await run(address);
    await settle();
    return [outcome.stdout.toString(), server.lines.length, outcome];
  } finally {
    server.end();
  }
}

const failing = 'with one to nobody: sent 1, arrived 1\n';
const delivered = `${failing}with one to the outside: sent 3, arrived 2\n`;

test('without a jail a batch goes as far as it can', () =>
  onGround(async (ground) => {
    const { file } = fixture('send-a-batch.c');
    const run = (server: string) => runUnjailed({ file, args: [server], cwd: ground.jail });
    const [said, heard] = await send(ground, run);
    assert.deepEqual([said, heard], [delivered, 1]);
  }));

test('a batch with a message that is refused sends none, and one that fails says how many went', () =>
  onGround(async (ground) => {
    const run = (server: string) => program(ground, 'send-a-batch.c', [server], { onJailbreak: 'deny' });
    const [said, heard, { jailbreaks }] = await send(ground, run);
    assert.deepEqual([said, heard], [`${failing}with one to the outside: sent -1, arrived 0\n`, 0]);
    assert.deepEqual(
      jailbreaks.map(({ mode, count }) => [mode, count]),
      [['connect', 1]],
    );
  }));

test('a batch about which somebody is asked is sent once', () =>
  onGround(async (ground) => {
    const run = (server: string) => program(ground, 'send-a-batch.c', [server], { onJailbreak: () => 'log' });
    const [said, heard] = await send(ground, run);
    assert.deepEqual([said, heard], [delivered, 1]);
  }));

// npm run test:attach: processes that are busy are jailed, many times, and must not notice.
//   npm run test:attach -- [--servers 1000] [--programs 10000] [--at-once 4] [--ordinary]

import { Agent, get } from 'node:http';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { JailKeeper } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { startRunning } from '../stage/running-program.js';
import { runCommand } from './command.js';
import { formatTable } from './table.js';

const { values: options } = parseArgs({
  options: {
    servers: { type: 'string', default: '1000' },
    programs: { type: 'string', default: '10000' },
    'at-once': { type: 'string', default: '4' },
    ordinary: { type: 'boolean', default: false },
  },
});
const atOnce = Number(options['at-once']);
const SERVER = fileURLToPath(new URL('attached-server.mjs', import.meta.url));
const CLIENTS = 8;
const BEFORE_MS = 60;
const AFTER_MS = 60;
const PATIENCE_MS = 5000;

function ask(port: number, agent: Agent, where: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: where, agent, timeout: PATIENCE_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
  });
}

interface Load {
  readonly faults: string[];
  readonly answers: () => number;
  readonly stop: () => Promise<void>;
}

/** Clients that ask without a pause, and know what must come back. */
function load(port: number, agent: Agent, canary: () => readonly string[]): Load {
  const faults: string[] = [];
  let isOver = false;
  let answers = 0;
  const expected = { '/inside': () => ['harmless\n'], '/late': () => ['late'], '/outside': canary };
  const client = async (): Promise<void> => {
    while (!isOver) {
      for (const [where, right] of Object.entries(expected)) {
        const allowedBefore = right();
        const text = await ask(port, agent, where).catch((error: Error) => error.message);
        answers++;
        if (![...allowedBefore, ...right()].includes(text)) faults.push(`${where}: ${text}`);
      }
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  const stop = async () => {
    isOver = true;
    await Promise.all(clients);
  };
  return { faults, answers: () => answers, stop };
}

interface Round {
  readonly attachMs: number;
  readonly pauseMs: number;
  readonly usualMs: number;
  readonly answers: number;
  readonly faults: readonly string[];
}

async function playServer(ground: Ground): Promise<Round> {
  const server = await startRunning(process.execPath, [SERVER, ground.secret], ground.jail);
  const port = Number(await server.next());
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const open = [`${ground.canary}\n`];
  let allowed: readonly string[] = open;
  const clients = load(port, agent, () => allowed);
  const timers = async () => JSON.parse(await ask(port, agent, '/timers')) as { ticks: number; longestMs: number };
  try {
    await delay(BEFORE_MS);
    const before = await timers();
    allowed = [...open, 'EACCES'];
    const startMs = performance.now();
    const jail = new JailKeeper(server.child, { onJailbreak: 'deny' });
    await jail.attached;
    const attachMs = performance.now() - startMs;
    const during = await timers();
    allowed = ['EACCES'];
    await delay(AFTER_MS);
    const after = await timers();
    await clients.stop();
    const faults = [...clients.faults];
    if (after.ticks <= during.ticks) faults.push('a timer was lost');
    return {
      attachMs,
      pauseMs: during.longestMs,
      usualMs: before.longestMs,
      answers: clients.answers(),
      faults,
    };
  } finally {
    server.child.kill('SIGKILL');
    agent.destroy();
    await server.ended;
  }
}

async function playProgram(ground: Ground): Promise<Round> {
  const program = await startRunning(fixture('check-itself.c').file, ['20', ground.secret], ground.jail);
  await program.next();
  await delay(Math.random() * 20);
  const startMs = performance.now();
  const jail = new JailKeeper(program.child, { onJailbreak: 'deny' });
  await jail.attached;
  const attachMs = performance.now() - startMs;
  await delay(5);
  program.say('enough');
  const lines: string[] = [];
  for (let line = await program.next(); line !== undefined; line = await program.next()) lines.push(line);
  const [code] = await program.ended;
  const isRight = code === 0 && lines.join() === 'jailed';
  return { attachMs, pauseMs: 0, usualMs: 0, answers: 0, faults: isRight ? [] : [`${code}: ${lines.join('; ')}`] };
}

async function playAll(count: number, play: (ground: Ground) => Promise<Round>): Promise<Round[]> {
  const rounds: Round[] = [];
  let begun = 0;
  const player = async (): Promise<void> => {
    while (begun < count) {
      begun++;
      if (begun % Math.ceil(count / 20) === 0) process.stderr.write(`${begun} of ${count}\n`);
      await onGround(async (ground) => {
        rounds.push(await play(ground));
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, player));
  return rounds;
}

const quantile = (values: readonly number[], share: number): string => {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
};

const row = (name: string, rounds: readonly Round[]): (string | number)[] => [
  name,
  rounds.length,
  rounds.reduce((sum, { answers }) => sum + answers, 0),
  rounds.reduce((sum, { faults }) => sum + faults.length, 0),
  ...[0.5, 0.99].map((share) =>
    quantile(
      rounds.map(({ attachMs }) => attachMs),
      share,
    ),
  ),
  ...[0.5, 0.99].map((share) =>
    quantile(
      rounds.map(({ pauseMs }) => pauseMs),
      share,
    ),
  ),
  ...[0.5, 0.99].map((share) =>
    quantile(
      rounds.map(({ usualMs }) => usualMs),
      share,
    ),
  ),
];

await runCommand(options.ordinary, async () => {
  const servers = await playAll(Number(options.servers), playServer);
  const programs = await playAll(Number(options.programs), playProgram);
  const head = [
    'attached',
    'times',
    'answers',
    'faults',
    'ms to attach, median',
    'p99',
    'longest pause of a timer meanwhile, median',
    'p99',
    'before, median',
    'p99',
  ];
  const rows = [
    row(`a Node.js server and ${CLIENTS} clients (${path.basename(SERVER)})`, servers),
    row('a program that checks itself (check-itself.c)', programs),
  ];
  console.log(formatTable(head, rows));
  const faults = [...servers, ...programs].flatMap((round) => round.faults);
  for (const fault of new Set(faults)) console.log(`fault: ${fault}`);
  return faults.length === 0;
});

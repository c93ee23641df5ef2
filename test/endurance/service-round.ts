// One jail whose service is killed at a random moment, and what came of it, judged from outside.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Ground } from '../stage/ground.js';
import { makeMark } from '../stage/marked-processes.js';
import { makeAttacker } from './attacker.js';
import { awaitGuard, drawDelayMs, spinUntil } from './hit.js';
import { findKeepers, findMoment } from './moment.js';
import { awaitEnd, type Verdict } from './round.js';

const program = fileURLToPath(new URL('service.mjs', import.meta.url));
const library = new URL('../../dist/index.js', import.meta.url).href;

interface Service {
  readonly child: ChildProcess;
  readonly mark: string;
  readonly output: () => string;
}

async function startService(): Promise<Service> {
  const { mark, env } = makeMark();
  const child = fork(program, [library], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  await once(child, 'message');
  return { child, mark, output: () => output };
}

/** Services take their time to start: the next one does while this one is killed. */
let next: Promise<Service> | undefined;

export async function endServices(): Promise<void> {
  (await next)?.child.kill('SIGKILL');
  next = undefined;
}

export async function playServiceRound(ground: Ground, round: number): Promise<Verdict> {
  const { child, mark, output } = await (next ?? startService());
  next = startService();
  await next;
  const before = readdirSync(ground.outside).join();
  const isSync = round % 3 === 2;
  const { policy, file, args, options } = makeAttacker(ground, isSync ? 0 : round, {
    [mark.split('=')[0] ?? '']: mark.split('=')[1] ?? '',
  });
  const service = child.pid ?? 0;
  const ended = once(child, 'exit');
  // A function cannot be sent.
  child.send({ policy: { ...policy, onJailbreak: 'deny' }, file, args, options, isSync });
  const guard = awaitGuard(service, new Set());
  spinUntil(performance.now() + drawDelayMs());
  const moment = findMoment(findKeepers(guard));
  process.kill(service, 'SIGKILL');
  const timeMs = Date.now();
  await ended;
  const goneMs = (await awaitEnd(mark)) - timeMs;
  const gotOut = output().includes(ground.canary) || readdirSync(ground.outside).join() !== before;
  return { moment, isSync, gotOut, goneMs, errors: [] };
}

// One workload, run without a jail and in one, each before a witness of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { fixture } from '../stage/fixture.js';
import { type Ground, layGround } from '../stage/ground.js';
import { type Command, type Outcome, runJailed, runUnjailed } from '../stage/run.js';
import { type Comparison, compare } from './comparison.js';
import { reachedOutside } from './reach.js';
import type { Call } from './trace.js';
import { beforeWitness, callWitness, type Witness } from './witness.js';
import type { Workload } from './workloads.js';

export const searchPath = [...new Set([path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'])].join(
  ':',
);

export function isInstalled({ program }: Workload): boolean {
  return searchPath.split(':').some((directory) => {
    try {
      accessSync(path.join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface Account extends Comparison {
  /** What succeeded outside of the policy. */
  readonly reached: readonly string[];
  readonly outcome: Outcome;
}

export async function account(workload: Workload): Promise<Account> {
  const native = await watch(workload, runUnjailed, (_, calls, { root }) => ({ native: calls, nativeRoot: root }));
  const { rules } = workload;
  const starter = fixture('wait-for-witness.c').file;
  const run = (command: Command, { jail, outside }: Ground) => {
    const { read = [], ...policy } = rules?.policy(jail, outside) ?? {};
    return runJailed(command, { onJailbreak: 'deny', ...policy, read: [starter, ...[read].flat()] });
  };
  return watch(workload, run, (outcome, jailed, { root, jail }) => ({
    outcome,
    reached: reachedOutside(jailed, { own: jail, searchPath, read: [starter], ...rules }),
    ...compare({ jailed, jailbreaks: outcome.jailbreaks, root, ...native }),
  }));
}

/** Reads the two accounts while the ground is still there: where a path leads is looked up on it. */
async function watch<T>(
  workload: Workload,
  run: (command: Command, ground: Ground) => Promise<Outcome>,
  read: (outcome: Outcome, calls: Call[], ground: Ground) => T,
): Promise<T> {
  const ground = layGround();
  layFiles(ground, workload);
  const outside = await layOutside(ground);
  try {
    let witness: Witness | undefined;
    const [file, ...args] = workload.command ?? ['sh', '-c', workload.line ?? ''];
    const command: Command = {
      file,
      args,
      cwd: ground.jail,
      env: { PATH: searchPath, OUT: ground.outside, HOME: path.join(ground.outside, 'home'), ...outside.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeoutMs: 120_000,
      onStart: (pid) => {
        witness = callWitness(pid, ground.jail);
      },
    };
    const outcome = await run(workload.command ? command : beforeWitness(command), ground);
    return read(outcome, (await witness?.testify()) ?? [], ground);
  } finally {
    outside.end();
    ground.dispose();
  }
}

function layFiles({ jail, outside }: Ground, { files = {} }: Workload): void {
  const places = Object.entries(files).map(([name, text]) => [path.join(jail, name), text] as const);
  const home = ['.gitconfig', '.npmrc', '.bashrc', '.profile', '.curlrc'].map(
    (name) => [path.join(outside, 'home', name), ''] as const,
  );
  for (const [place, text] of [...places, ...home]) {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

interface Outside {
  readonly env: Record<string, string>;
  end(): void;
}

/** A process, and two sockets that are listened to. */
async function layOutside({ outside }: Ground): Promise<Outside> {
  const victim: ChildProcess = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
  const servers = [createServer(hangUp), createServer(hangUp)] as const;
  await Promise.all(servers.map((server, index) => listen(server, index === 0 ? 0 : path.join(outside, 'socket'))));
  const { port } = servers[0].address() as AddressInfo;
  return {
    env: { VICTIM: String(victim.pid), PORT: String(port) },
    end: () => {
      victim.kill('SIGKILL');
      for (const server of servers) server.close();
    },
  };
}

const hangUp = (socket: Socket): void => {
  socket.on('error', () => undefined).destroy();
};

async function listen(server: Server, place: number | string): Promise<void> {
  if (typeof place === 'string') server.listen(place);
  else server.listen(place, '127.0.0.1');
  await once(server, 'listening');
}

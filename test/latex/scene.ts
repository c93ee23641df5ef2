// A place for one trick: a jail, and outside of it secrets, a ledger, a process and a port that only the test may touch.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { epsWithText, pdfWithText } from './figures.js';

export interface Scene {
  readonly jail: string;
  readonly outside: string;
  /** Where TeX may keep its caches when it runs without a jail */
  readonly caches: string;
  /** Digits only: no font kerns or hyphenates them, so that they stay together in every format */
  readonly canary: string;
  readonly victim: ChildProcess;
  readonly port: number;
  readonly connections: () => number;
  readonly snapshot: ReadonlyMap<string, string>;
  readonly remove: () => Promise<void>;
}

function makeCanary(): string {
  return Array.from({ length: 24 }, () => randomInt(10)).join('');
}

function fillOutside(outside: string, canary: string): void {
  writeFileSync(path.join(outside, 'secret.txt'), `${canary}\n`);
  writeFileSync(
    path.join(outside, 'secret.bib'),
    `@misc{secret, title = {${canary}}, author = {Nobody}, year = 2026}\n`,
  );
  writeFileSync(path.join(outside, 'secret.eps'), epsWithText(canary));
  writeFileSync(path.join(outside, 'secret.pdf'), pdfWithText(canary));
  writeFileSync(path.join(outside, 'ledger.txt'), 'one entry\n', { mode: 0o644 });
  mkdirSync(path.join(outside, `room-${canary}`));
}

/** Every path below `root`, with what a test can see of it from outside. */
export function takeSnapshot(root: string): Map<string, string> {
  const seen = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(root, entry);
    const status = lstatSync(file);
    const content = status.isFile() ? createHash('sha256').update(readFileSync(file)).digest('hex') : '';
    seen.set(file, [status.mode.toString(8), status.uid, status.nlink, content].join(' '));
  }
  return seen;
}

async function listen(onConnection: () => void): Promise<Server> {
  const server = createServer((socket) => {
    onConnection();
    socket.on('error', () => {}).destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export async function makeScene(): Promise<Scene> {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'jailkeeper-latex-'));
  const [jail, outside, caches] = ['jail', 'outside', 'caches'].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const directory of [jail, outside, caches]) mkdirSync(directory);
  const canary = makeCanary();
  fillOutside(outside, canary);
  const victim = spawn('sleep', ['120'], { stdio: 'ignore', env: { SECRET: canary } });
  await once(victim, 'spawn');
  let reached = 0;
  const server = await listen(() => {
    reached += 1;
  });
  return {
    jail,
    outside,
    caches,
    canary,
    victim,
    port: (server.address() as AddressInfo).port,
    connections: () => reached,
    snapshot: takeSnapshot(outside),
    async remove() {
      victim.kill('SIGKILL');
      server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

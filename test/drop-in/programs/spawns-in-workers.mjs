// Starts processes in worker threads of every kind, and prints what the kernel says about each: `NoNewPrivs: 1` in a jail.

import { execSync } from 'node:child_process';
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const ask = () => execSync('grep NoNewPrivs /proc/self/status', { encoding: 'utf8' }).trim();

if (!isMainThread) parentPort.postMessage(ask());
else {
  const file = new URL(import.meta.url);
  const source = `require('node:worker_threads').parentPort.postMessage((${ask})())`.replace(
    'execSync(',
    "require('node:child_process').execSync(",
  );
  for (const [from, options] of [
    [file, {}],
    [file, { execArgv: [] }],
    [file, { env: {} }],
    [source, { eval: true }],
    [source, { eval: true, execArgv: [] }],
  ]) {
    const [answer] = await once(new Worker(from, options), 'message');
    console.log(options.eval ? 'source' : 'file', Object.keys(options).join(), answer);
  }
}

// An HTTP server that keeps time: busy threads, timers, files. Says its port, and at the end what its timers came to.

import { readFile } from 'node:fs';
import { createServer } from 'node:http';

const TICK_MS = 2;
let ticks = 0;
let longestMs = 0;
let before = performance.now();
setInterval(() => {
  const now = performance.now();
  longestMs = Math.max(longestMs, now - before);
  before = now;
  ticks++;
}, TICK_MS);

const server = createServer((request, response) => {
  if (request.url === '/timers') {
    response.end(JSON.stringify({ ticks, longestMs }));
    longestMs = 0;
    return;
  }
  if (request.url === '/late') {
    setTimeout(() => response.end('late'), 5);
    return;
  }
  const file = request.url === '/outside' ? process.argv[2] : 'inside';
  readFile(file, 'utf8', (error, text) => response.end(error ? error.code : text));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));

// Forks itself; what was forked starts processes in each way, as cluster managers and task runners do.
import { execSync, fork, spawn, spawnSync } from 'node:child_process';

function work() {
  process.send(['execSync', execSync('echo from a shell', { encoding: 'utf8' })]);
  process.send(['spawnSync', spawnSync('sh', ['-c', 'exit 4']).status]);
  spawn('sh', ['-c', 'exit 3']).on('exit', (code) => {
    process.send(['spawn', code]);
    process.disconnect();
  });
}

if (process.argv[2] === 'work') work();
else {
  const child = fork(new URL(import.meta.url), ['work']);
  child.on('message', (message) => console.log(JSON.stringify(message)));
  child.on('exit', (...end) => console.log('exit', JSON.stringify(end)));
}

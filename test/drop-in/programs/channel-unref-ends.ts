import { program } from './programs.js';
import { cp } from './subject.js';

const started = Date.now();
const child = cp.fork(program('wait-for-disconnect.cjs'), {
  execArgv: [],
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
});
child.once('message', () => {
  child.unref();
  child.channel?.unref();
});
process.on('exit', () => {
  console.log('went', Date.now() - started < 5000);
  child.kill('SIGKILL');
});

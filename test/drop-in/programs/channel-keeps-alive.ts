import { program } from './programs.js';
import { cp } from './subject.js';

const child = cp.fork(program('wait-for-disconnect.cjs'), { execArgv: [], silent: true });
child.unref();
child.on('message', (message) => {
  console.log(message);
  child.disconnect();
});

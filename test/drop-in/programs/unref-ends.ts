import { cp } from './subject.js';

const started = Date.now();
const child = cp.spawn('sleep', ['5'], { stdio: 'ignore' });
child.unref();
process.on('exit', () => {
  console.log('went at once', Date.now() - started < 2000);
  child.kill('SIGKILL');
});

import { cp } from './subject.js';

const started = Date.now();
const child = cp.spawn('sleep', ['0.3'], { stdio: 'ignore' });
child.unref();
child.ref();
process.on('exit', () => console.log('waited', Date.now() - started > 250));

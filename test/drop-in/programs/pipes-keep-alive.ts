import { cp } from './subject.js';

const started = Date.now();
const child = cp.spawn('sleep', ['0.3']);
child.unref();
process.on('exit', () => console.log('waited', Date.now() - started > 250));

import { cp } from './subject.js';

const started = Date.now();
cp.spawn('sleep', ['0.3'], { stdio: 'ignore' });
process.on('exit', () => console.log('waited', Date.now() - started > 250));

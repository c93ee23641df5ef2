import { cp } from './subject.js';

const child = cp.spawn('sleep', ['0.5'], { stdio: 'ignore' });
child.on('exit', () => console.log('not reached'));
child.on('spawn', () => process.exit(13));

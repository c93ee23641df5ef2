import { cp } from './subject.js';

process.on('uncaughtExceptionMonitor', (error) => console.log('monitor', error.message));
process.on('exit', (code) => console.log('code', code));
process.stderr.write = () => true;
cp.spawn('no-such-command');
process.on('uncaughtException', () => process.exit(14));

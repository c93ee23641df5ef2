import { cp } from './subject.js';

cp.spawn('cat', { stdio: ['inherit', 'pipe', 'inherit'] }).stdout?.on('data', (chunk) =>
  console.log('read', String(chunk)),
);

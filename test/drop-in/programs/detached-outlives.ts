import { join } from 'node:path';
import { cp } from './subject.js';

// The child writes its file after this program has gone; `check` waits for the file.
const place = process.argv[3] ?? '.';
const file = join(place, 'written-later');
const child = cp.spawn('sh', ['-c', 'sleep 0.3; echo alive > "$0"', file], {
  detached: true,
  stdio: 'ignore',
  cwd: place,
});
child.unref();
console.log('left');

import { cp } from './subject.js';

cp.execSync('echo "to stdout"; echo "to stderr" >&2');
cp.execSync('echo inherited', { stdio: 'inherit' });

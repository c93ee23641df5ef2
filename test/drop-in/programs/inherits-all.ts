import { cp } from './subject.js';

cp.spawn('sh', ['-c', 'read line; echo "out $line"; echo "err $line" >&2; exit 5'], { stdio: 'inherit' }).on(
  'exit',
  (code) => {
    process.exitCode = code ?? 99;
  },
);

import { once } from 'node:events';
import spawn from 'cross-spawn';
import { run, show } from './show.mjs';

run({
  forbidden: async (file) => {
    const { status, signal, stdout } = spawn.sync('cat', [file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`cat ended with ${status ?? signal}`);
    return stdout;
  },
  ordinary: async () => {
    const { pid, ...result } = spawn.sync('sh', ['-c', 'echo out; echo err >&2; exit 2'], { encoding: 'utf8' });
    show('sync', [pid > 0, result]);
    show('missing', spawn.sync('no-such-command', ['x']).error);
    const child = spawn('echo', ['a b', '"c"', '*'], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => show('data', String(chunk)));
    show('end', await once(child, 'close'));
    const [error] = await once(spawn('no-such-command'), 'error');
    show('error', error);
  },
});

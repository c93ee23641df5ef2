import { exec, x } from 'tinyexec';
import { run, show } from './show.mjs';

run({
  forbidden: async (file) => (await x('cat', [file], { throwOnError: true })).stdout,
  ordinary: async () => {
    show('result', await x('echo', ['hello']));
    show('failed', (await x('sh', ['-c', 'echo err >&2; exit 4'])).exitCode);
    try {
      await x('false', [], { throwOnError: true });
    } catch (error) {
      show('thrown', [error.name, error.message, error.exitCode]);
    }
    const lines = [];
    for await (const line of x('printf', ['a\\nb\\n'])) lines.push(line);
    show('lines', lines);
    show('piped', (await x('printf', ['b\\na\\n']).pipe('sort')).stdout);
    const killed = exec('sleep', ['10']);
    killed.kill('SIGKILL');
    await killed;
    show('killed', [killed.killed, killed.exitCode ?? null]);
    show('environment', (await x('sh', ['-c', 'echo $COLOUR'], { nodeOptions: { env: { COLOUR: 'red' } } })).stdout);
  },
});

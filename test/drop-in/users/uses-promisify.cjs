// CommonJS, with node's own module and nothing else.
const { promisify } = require('node:util');
const childProcess = require('node:child_process');

const exec = promisify(childProcess.exec);
const execFile = promisify(childProcess.execFile);

import('./show.mjs').then(({ run, show }) =>
  run({
    forbidden: async (file) => (await execFile('cat', [file])).stdout,
    ordinary: async () => {
      show('exec', await exec('echo out; echo err >&2'));
      show('execFile', await execFile('echo', ['a b']));
      show('rejected', await exec('exit 5').catch((error) => [error.code, error.cmd, error.message]));
      show('sync', childProcess.execSync('echo sync', { encoding: 'utf8' }));
      show('file sync', childProcess.execFileSync('cat', { input: 'typed', encoding: 'utf8' }));
    },
  }),
);

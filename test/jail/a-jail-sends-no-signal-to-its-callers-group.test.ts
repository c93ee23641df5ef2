import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/** A service that leads its session, as under systemd, with one stopped child: what ends beside it must not be felt. */
const service = `
  import { spawn } from 'node:child_process';
  import { once } from 'node:events';
  const { JailKeeper } = await import(process.argv[1]);
  process.on('SIGHUP', () => console.log('SIGHUP'));
  const stopped = spawn('sleep', ['60']);
  stopped.kill('SIGSTOP');
  await once(new JailKeeper().spawn('true'), 'exit');
  await new Promise((resolve) => setTimeout(resolve, 100));
  console.log('end');
  stopped.kill('SIGKILL');
`;

test('a jail that ends beside a stopped process hangs up on nobody', () => {
  const library = new URL('../../src/index.ts', import.meta.url).href;
  const args = ['-w', process.execPath, '--import', 'tsx', '--input-type=module', '-e', service, library];
  assert.equal(execFileSync('setsid', args, { encoding: 'utf8' }), 'end\n');
});

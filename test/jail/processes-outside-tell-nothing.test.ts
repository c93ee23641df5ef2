import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { JailKeeper } from '../../src/index.js';
import { keepersOf } from '../stage/keeper-processes.js';
import { isRoot } from '../stage/run.js';
import { entriesBelow, look, ways } from './process-entries.js';

/** What every process tells its own user. */
const told = [
  'read comm',
  'read cmdline',
  'read stat',
  'read status',
  'read environ',
  'read maps',
  'list root',
  'list cwd',
];
const alsoTold = [
  'list fd',
  'list task',
  'link exe',
  'link cwd',
  'read limits',
  'read cgroup',
  'read mountinfo',
  'read io',
];

const outsiders = new Map<string, ChildProcess | number>();

before(() => {
  outsiders.set('a process of the same user', spawn('sleep', ['600'], { stdio: 'ignore' }));
  if (isRoot)
    outsiders.set('a process of another user', spawn('sleep', ['600'], { stdio: 'ignore', uid: 65534, gid: 65534 }));
  const other = new JailKeeper().spawn('sleep', ['600'], { stdio: 'ignore' });
  const [supervisor = 0, guard = 0] = keepersOf(other);
  outsiders.set('a process of another jail', other).set('its supervisor', supervisor).set('its guard', guard);
  outsiders.set('the caller', process.pid).set('init', 1);
});

after(() => {
  for (const outsider of outsiders.values()) if (typeof outsider === 'object') outsider.kill('SIGKILL');
});

const entriesOf = (outsider: ChildProcess | number): string[] =>
  entriesBelow(`/proc/${typeof outsider === 'number' ? outsider : outsider.pid}`);

test('without a jail, a process of the same user tells all', async () => {
  const outsider = outsiders.get('a process of the same user') as ChildProcess;
  const { entries } = await look('name', entriesOf(outsider));
  const seen = entries.map((entry) => entry.replace(`/proc/${outsider.pid}/`, ''));
  assert.deepEqual(
    [...told, ...alsoTold].filter((entry) => !seen.includes(entry)),
    [],
  );
});

for (const way of ways) {
  test(`in a jail none of them tells anything, by ${way}`, async () => {
    const wanted = [...outsiders.values()].flatMap(entriesOf);
    assert.ok(wanted.length > 300, `only ${wanted.length} entries`);
    const { entries, outcome } = await look(way, wanted, { onJailbreak: 'deny' });
    assert.deepEqual(entries, []);
    assert.ok(outcome.stdout.toString().endsWith('still here\n'), outcome.stderr.toString());
  });
}

test('the jail around it tells nothing of its own keeper either', async () => {
  const { entries, outcome } = await look('name', ['/proc/PARENT/comm', '/proc/PARENT/status', '/proc/PARENT/exe'], {
    onJailbreak: 'deny',
  });
  assert.deepEqual(entries, []);
  assert.deepEqual(
    outcome.jailbreaks.map(({ mode, syscall }) => [mode, syscall]),
    [1, 2, 3].map(() => ['read', 'openat']),
    'reading a link is not watched: the kernel refuses it',
  );
});

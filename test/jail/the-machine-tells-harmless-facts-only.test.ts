import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { entriesBelow, look } from './process-entries.js';

/** What may be read at the top of /proc, as reasons in src/policy/system-paths.ts; `mounts` and `net` are links to the program's own. */
const open = ['cgroups', 'cpuinfo', 'filesystems', 'loadavg', 'meminfo', 'mounts', 'net', 'stat', 'uptime', 'version'];
const openBelow = /^\/proc\/sys\/(?:kernel|vm|fs|net\/core)(?:\/|$)/;

/** Reading them waits, takes for ever or hurts. */
const left = /^(?:[0-9]+|self|thread-self|net|kmsg|kcore|kpage.*|sysrq-trigger)$/;

test('of the machine only what says nothing about others can be read', async () => {
  const wanted = readdirSync('/proc')
    .filter((name) => !left.test(name))
    .flatMap((name) => entriesBelow(`/proc/${name}`));
  const isOpen = (entry: string): boolean => openBelow.test(entry) || open.some((name) => entry === `/proc/${name}`);
  const placesOf = (entries: readonly string[]): string[] =>
    entries.filter((entry) => !entry.startsWith('link ')).map((entry) => entry.slice(entry.indexOf(' ') + 1));
  const native = placesOf((await look('name', wanted)).entries);
  const jailed = placesOf((await look('name', wanted, { onJailbreak: 'deny' })).entries);
  assert.deepEqual(
    jailed.filter((entry) => !isOpen(entry)),
    [],
  );
  const closed = ['locks', 'keys', 'kallsyms', 'sysvipc/shm', 'interrupts', 'tty/drivers', 'diskstats', 'modules'];
  const told = closed.filter((name) => native.includes(`/proc/${name}`));
  assert.ok(told.length >= 4, `without a jail only ${told} can be read`);
});

test('memory of the kernel and its log are closed', async () => {
  const wanted = ['kcore', 'kmsg', 'kpagecount', 'kpageflags', 'sched_debug', 'timer_list', 'vmallocinfo', 'slabinfo'];
  const { entries, outcome } = await look(
    'name',
    wanted.map((name) => `/proc/${name}`),
    { onJailbreak: 'deny' },
  );
  assert.deepEqual(entries, []);
  assert.equal(outcome.jailbreaks.length >= 3, true);
});

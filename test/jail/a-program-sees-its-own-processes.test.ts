import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { onGround } from '../stage/on-ground.js';
import { entriesBelow, look, ways } from './process-entries.js';
import { shell } from './shell.js';

/** Who is connected to whom is nobody's business; the root is the machine's, and the kernel's stack is not for jailed root. */
const closed = /\/net\/|\/root$|\/stack$|\/timerslack_ns$/;

/** What each process has by its own number only. */
const passing = /\/(?:fd|fdinfo|map_files)\/|\/task\/[0-9]+\/task\//;

const entriesOf = (process: string): string[] => {
  const entries = entriesBelow('/proc/self').map((entry) => entry.replace(/\/task\/[0-9]+/, `/task/${process}`));
  return [...new Set(entries)].filter((entry) => !passing.test(entry)).map((entry) => entry.replace('self', process));
};

const namesOf = (entries: readonly string[]): string[] => entries.map((entry) => entry.replaceAll(/[0-9]+/g, 'N'));

for (const process of ['OWN', 'CHILD']) {
  for (const way of ways) {
    test(`of ${process === 'OWN' ? 'itself' : 'its child'} a program sees what it sees without a jail, by ${way}`, async () => {
      const wanted = entriesOf(process);
      const native = await look(way, wanted);
      const jailed = await look(way, wanted, { onJailbreak: 'deny' });
      const expected = namesOf(native.entries).filter((entry) => !closed.test(entry));
      assert.ok(expected.length > 50, `only ${expected.length} entries`);
      const seen = namesOf(jailed.entries);
      assert.deepEqual(
        expected.filter((entry) => !seen.includes(entry)),
        [],
      );
    });
  }
}

if (existsSync('/usr/bin/java'))
  test('Java finds out about itself and the machine', () =>
    onGround(async (ground) => {
      // It looks its user up in /etc/passwd.
      const { code, jailbreaks } = await shell(ground, 'java -XX:-UsePerfData -version', { read: ['/etc/passwd'] });
      assert.deepEqual([code, jailbreaks], [0, []]);
    }));

/** Each prints 'fine' if it saw what it wanted, and nobody else. */
const lines: Readonly<Record<string, string>> = {
  ps: 'ps -e -o comm= > out; test "$(ps -e -o comm= | grep -cvE "^(ps|sh|grep)$")" = 0 && echo fine',
  top: 'top -b -n 1 > out && grep -q "PID USER" out && ! grep -qE "jailkeeper|node|init|systemd" out && echo fine',
  pgrep: "pgrep sh > /dev/null && ! pgrep -f '[j]ailkeeper-keeper' && echo fine",
};

for (const [name, line] of Object.entries(lines).filter(([name]) => existsSync(`/usr/bin/${name}`))) {
  test(`${name} shows the processes of the jail and no others`, () =>
    onGround(async (ground) => {
      const { stdout, stderr } = await shell(ground, line, { onJailbreak: 'deny' });
      assert.ok(stdout.toString().endsWith('fine\n'), `${stdout}${stderr}`);
    }));
}

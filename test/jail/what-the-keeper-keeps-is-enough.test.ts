// A keeper of root gives up most capabilities. What it still does for programs of root must come out as without a jail;
// for an ordinary user's, who may none of it, as well. Each of these fails when the capability that it names is given up.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { test } from 'node:test';
import { JailKeeper, type Policy } from '../../src/index.js';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { goneWithin, keepersOf } from '../stage/keeper-processes.js';
import { makeMark } from '../stage/marked-processes.js';
import { onGround } from '../stage/on-ground.js';
import { runJailed, runUnjailed } from '../stage/run.js';

/** setpriv and chown look for names of users, which is denied. */
const onJailbreak = 'deny';

/** The keeper performs every call in such a jail itself. */
const performing = (ground: Ground): Policy => ({ deny: [ground.private], network: true, onJailbreak });

/** Becomes an ordinary user, as every user may who is one already. */
const other = 'setpriv --reuid 65534';

/** Below 1024, and another for each process of the tests. */
const port = 512 + (process.pid % 500);

const bind = `use Socket; socket(S, PF_INET, SOCK_STREAM, 0); print bind(S, sockaddr_in(${port}, INADDR_LOOPBACK)) ? "bound" : "$!";`;

/** capset(2): nothing is left. */
const giveUpAll = 'syscall(126, pack("L2", 0x20080522, 0), pack("L6", (0) x 6));';

const lines: Record<string, string> = {
  'CHOWN: changes an owner': 'touch new; chown 1:1 new; stat -c %u:%g new',
  'DAC_OVERRIDE: reads what nobody may read': 'echo text > new; chmod 0 new; cat new',
  'FOWNER: changes the mode of a file that is not its own': 'touch new; chown 1:1 new; chmod 640 new; stat -c %a new',
  'FSETID: keeps a set-id bit': 'touch new; chown 0:1 new; chmod 2755 new; stat -c %a new',
  'SETUID and SETGID: creates as another user':
    'setpriv --reuid 65534 --regid 65534 --clear-groups touch new; stat -c %u:%g new',
  'SYS_PTRACE: reads the arguments of another user': `${other} cat inside`,
  'NET_BIND_SERVICE: binds a low port': `perl -e '${bind}'`,
  'none: binds no low port without the capability': `perl -e '${giveUpAll} ${bind}'`,
  'none: connects to no socket that is closed to it without capabilities': `perl -e '
    use Socket;
    socket(L, PF_UNIX, SOCK_STREAM, 0); bind(L, sockaddr_un("door")); listen(L, 1); chmod 0, "door"; chown 1, 1, "door";
    ${giveUpAll}
    socket(S, PF_UNIX, SOCK_STREAM, 0); print connect(S, sockaddr_un("door")) ? "connected" : "$!";'`,
};

for (const [what, line] of Object.entries(lines)) {
  test(what, () =>
    onGround(async (ground) => {
      const command = { file: '/bin/sh', args: ['-c', `cd sub; cp ../inside .; ${line}`], cwd: ground.jail };
      chmodSync(`${ground.jail}/sub`, 0o777);
      const free = await runUnjailed(command);
      await runUnjailed({ ...command, args: ['-c', 'rm -rf sub/*'] });
      const jailed = await runJailed(command, performing(ground));
      const said = ({ code, stdout, stderr }: typeof free) => [code, stdout.toString(), stderr.toString()];
      assert.deepEqual(said(jailed), said(free));
    }),
  );
}

test('KILL: another user does not outlive the jail', () =>
  onGround(async (ground) => {
    const line = `${other} sleep 60 & (${other} setsid sleep 60 &); sleep 0.1`;
    const { survivors } = await runJailed({ file: '/bin/sh', args: ['-c', line], cwd: ground.jail }, { onJailbreak });
    assert.deepEqual(survivors, []);
  }));

test('KILL: nor does a bomb of another user', () =>
  onGround(async (ground) => {
    const { file } = fixture('bomb.c');
    const command = { file: '/bin/sh', args: ['-c', `${other} ${file} '' 2`], cwd: ground.jail };
    const { survivors } = await runJailed(command, { read: [file], onJailbreak });
    assert.deepEqual(survivors, []);
  }));

test('KILL in the guard: a signal reaches a command that became another user', () =>
  onGround(async (ground) => {
    const line = `echo ready; exec ${other} sleep 60`;
    const child = new JailKeeper({ onJailbreak }).spawn('/bin/sh', ['-c', line], {
      cwd: ground.jail,
      env: { PATH: '/usr/bin:/bin' },
    });
    await once(child.stdout ?? assert.fail(), 'data');
    process.kill(keepersOf(child)[1] ?? 0, 'SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
  }));

test('the death of the guard is noticed after calls were performed as another user', () =>
  onGround(async (ground) => {
    chmodSync(`${ground.jail}/sub`, 0o777);
    const { mark, env } = makeMark();
    const line = `${other} touch sub/new; echo ready; sleep 60`;
    const child = new JailKeeper(performing(ground)).spawn('/bin/sh', ['-c', line], {
      cwd: ground.jail,
      env: { PATH: '/usr/bin:/bin', ...env },
      detached: true,
    });
    const events: string[] = [];
    child.once('error', () => events.push('error'));
    const exit = new Promise((resolve) => child.once('exit', () => resolve(events.push('exit'))));
    await once(child.stdout ?? assert.fail(), 'data');
    process.kill(keepersOf(child)[1] ?? 0, 'SIGKILL');
    assert.ok(await goneWithin(mark, 1000), 'something outlived the guard');
    await exit;
    assert.deepEqual(events, ['error', 'exit']);
  }));

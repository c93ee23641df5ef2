import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { fixture } from '../stage/fixture.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { settle, startOutside } from '../stage/outside-program.js';
import { type PolicyText, shellOnPoorMachine } from '../stage/poor-machine.js';

// Containers like those of Docker forbid pidfd_getfd, by which the keeper copies the sockets of its targets.

/** What a server outside hears while `body` runs. */
/** `least`: so many lines are sure to come, and waited for. */
async function overhear(
  ground: Ground,
  kind: string,
  body: (address: string) => void,
  least = 0,
): Promise<readonly string[]> {
  const wanted = kind.startsWith('unix') ? path.join(ground.outside, 'socket') : '0';
  const server = await startOutside('hear.c', [kind, wanted, ground.canary, ground.secret], ground.outside);
  try {
    body(kind.startsWith('unix') ? wanted : (server.greeting.split(' ')[1] ?? ''));
    await settle();
    for (let tries = 0; server.lines.length < least && tries < 100; tries++) await settle();
    return [...server.lines];
  } finally {
    server.end();
  }
}

function runInContainer(ground: Ground, name: string, args: readonly string[], policy: PolicyText) {
  const { file } = fixture(name);
  const given = { ...policy, read: [file], onJailbreak: 'deny' } as const;
  return shellOnPoorMachine('container', ground, [file, ...args].join(' '), given);
}

test('a datagram in whatever disguise arrives without a jail', () =>
  onGround(async (ground) => {
    const DATAGRAMS = 12;
    const send = (address: string) => void spawnSync(fixture('disguise-a-datagram.c').file, [address]);
    const heard = await overhear(ground, 'unix-datagram', send, DATAGRAMS);
    for (const origin of ['datagram socket', 'raw socket', 'pair of datagrams', 'raw pair']) {
      for (const way of ['sendto', 'sendmsg', 'connection'])
        assert.equal(heard.includes(`heard ${way} from a ${origin}`), true);
    }
  }));

for (const network of [false, true]) {
  test(`in a container no datagram gets out in a disguise, with network: ${network}`, () =>
    onGround(async (ground) => {
      const heard = await overhear(ground, 'unix-datagram', (address) => {
        const { output } = runInContainer(ground, 'disguise-a-datagram.c', [address], { network });
        assert.match(output ?? '', /still here/);
      });
      assert.deepEqual(heard, []);
    }));
}

for (const kind of ['tcp4', 'unix-stream']) {
  test(`in a container a connection by ${kind} is refused and told`, () =>
    onGround(async (ground) => {
      let address = '';
      const heard = await overhear(ground, kind, (given) => {
        address = kind === 'tcp4' ? `127.0.0.1:${given}` : given;
        const { attempts } = runInContainer(ground, 'speak.c', [kind, 'connect', given], {});
        assert.deepEqual(attempts, [['connect', address, 'deny']]);
      });
      assert.deepEqual(heard, []);
    }));
}

for (const [kind, call] of [
  ['tcp4', 'fast-open'],
  ['udp4', 'sendto'],
  ['udp4', 'sendmsg'],
  ['mptcp', 'connect'],
] as const) {
  test(`in a container nothing is sent by ${kind} and ${call}`, () =>
    onGround(async (ground) => {
      const heard = await overhear(ground, kind, (address) => {
        runInContainer(ground, 'speak.c', [kind, call, address], {});
      });
      assert.deepEqual(heard, []);
    }));
}

test('in a container no port is opened', () =>
  onGround((ground) => {
    const { output } = runInContainer(ground, 'open-socket.c', ['listen'], {});
    assert.doesNotMatch(output ?? '', /got a socket/);
    assert.match(output ?? '', /still here/);
  }));

// What a program does to its own processes by their numbers comes out as without a jail, whatever the kernel can tell apart:
// the keeper does it, where nobody else could say whose number it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelAbi } from '../stage/landlock.js';
import { capLandlock } from '../stage/older-kernel.js';
import { onGround } from '../stage/on-ground.js';
import { runJailed, runUnjailed } from '../stage/run.js';

const child = 'sleep 60 & p=$!; ';

/** Each says at its end what became of the process. */
const lines: Record<string, string> = {
  'gives a child another priority': 'renice -n 19 -p $p >/dev/null; cut -d" " -f19 /proc/$p/stat',
  'does no more as another user than that one may':
    'perl -MPOSIX -e \'POSIX::setuid(65534); print setpriority(0, 0+$ARGV[0], 7) ? "changed" : "refused", kill(15, 0+$ARGV[0])\' $p',
  'ties a child to a processor': 'taskset -p 1 $p >/dev/null; grep Cpus_allowed: /proc/$p/status | tr -d 0,',
  'gives a child another scheduler': 'chrt -b -p 0 $p; cut -d" " -f41 /proc/$p/stat',
  'gives a child the scheduler of idle times with its attributes':
    'perl -e \'syscall(314, 0+$ARGV[0], pack("LLQlLQQQ", 48, 5, 0, 0, 0, 0, 0, 0), 0) and die $!\' $p; cut -d" " -f41 /proc/$p/stat',
  'limits a child and is told what it could before':
    'prlimit --pid $p --nofile=77:88 && prlimit --pid $p --nofile --noheadings -o SOFT,HARD',
  'raises no limit of a child': 'prlimit --pid $p --nofile=7:8; prlimit --pid $p --nofile=9:9 2>/dev/null; echo $?',
  'gives a child another turn at the disk': 'ionice -c 3 -p $p; ionice -p $p',
  'signals a child': 'kill -TERM $p; wait $p; echo $?',
  'stops a child and lets it go on':
    'kill -STOP $p; sleep 0.1; cut -d" " -f3 /proc/$p/stat; kill -CONT $p; sleep 0.1; cut -d" " -f3 /proc/$p/stat',
  'signals a thread of a child': "perl -e 'syscall(200, 0+$ARGV[0], 15) and die $!' $p; wait $p; echo $?",
  'signals a thread of a child by both numbers':
    "perl -e 'syscall(234, 0+$ARGV[0], 0+$ARGV[0], 15) and die $!' $p; wait $p; echo $?",
  'signals itself': 'kill -TERM $$',
  'asks whether a child is there': 'kill -0 $p; echo $?; kill $p; wait $p; kill -0 $p 2>/dev/null; echo $?',
};

for (const abi of [5, kernelAbi()].filter((abi) => abi <= kernelAbi())) {
  for (const [what, line] of Object.entries(lines)) {
    test(`${what} (Landlock ABI ${abi})`, () =>
      onGround(async (ground) => {
        capLandlock(abi);
        const command = {
          file: '/bin/sh',
          args: ['-c', `${child}${line}; kill $p 2>/dev/null; true`],
          cwd: ground.jail,
        };
        const [free, jailed] = [await runUnjailed(command), await runJailed(command, { onJailbreak: 'kill' })];
        const said = ({ code, signal, stdout }: typeof free) => [code, signal, stdout.toString()];
        assert.deepEqual(said(jailed), said(free), jailed.stderr.toString());
        assert.notEqual(`${free.stdout}${free.signal ?? ''}`, '');
      }));
  }
}

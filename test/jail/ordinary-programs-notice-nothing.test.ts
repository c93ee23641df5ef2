import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { Policy } from '../../src/index.js';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { shell } from './shell.js';

/** Each line prints 'fine' at its end. The first word is the program without which the line says nothing. */
const lines: Readonly<Record<string, string>> = {
  git: 'HOME=$PWD git init -q repository && cd repository && echo x > file && git add file && git -c user.name=a -c user.email=b commit -q -m c && git log --oneline > /dev/null && git status --short',
  tar: 'tar cf archive.tar --numeric-owner inside sub && mkdir unpacked && tar xpf archive.tar --numeric-owner -C unpacked && cmp inside unpacked/inside',
  find: 'mkdir -p a/b/c && touch a/b/c/d && find . -type f -newer inside -exec true {} + && find a -delete',
  perl: 'perl -MPOSIX -e \'open my $f, ">", "out" or die $!; print $f "x"; close $f; rename "out", "in" or die $!\'',
  gcc: 'printf "#include <stdio.h>\\nint main(void) { return puts(\\"x\\") < 0; }\\n" > x.c && TMPDIR=$PWD gcc -pipe -o x x.c && ./x > /dev/null',
  make: 'printf "all: out\\nout: inside\\n\\tcp inside out\\n" > Makefile && make -s && test -s out',
  node: 'node -e \'const fs = require("fs"); fs.writeFileSync("out", String(process.pid)); new Worker(`0`, { eval: true }); function Worker(code, o) { return new (require("worker_threads").Worker)(code, o) } process.report.getReport(); process.resourceUsage()\'',
  bash: "HOME=$PWD SHELL=/bin/bash bash --norc -c 'set -e; shopt -s nullglob; for f in *; do [[ -e $f ]]; done; echo $((1 + 1)) > out; exec 3< out; read -u 3 x; [[ $x = 2 ]]; cat <<< here > /dev/null; diff <(echo a) <(echo a)'",
  sed: 'cp inside copy && sed -i s/harmless/changed/ copy && grep -q changed copy && sort copy | uniq -c | awk "{ print \\$2 }" > /dev/null',
  touch: 'touch -d 2001-01-01 inside && chmod 640 inside && cp -a inside copy && test ! copy -nt inside',
  python3:
    "HOME=$PWD /usr/bin/python3 -c \"import os, tempfile, subprocess, json; os.environ['TMPDIR'] = os.getcwd(); tempfile.TemporaryFile(); subprocess.run(['true'], check=True); own = 'stat status smaps io limits maps cgroup mountinfo sched oom_score environ cmdline comm task/%d/stat' % os.getpid(); [open('/proc/self/' + name, 'rb').read() for name in own.split()]\"",
};

const policies: Readonly<Record<string, (ground: Ground) => Policy>> = {
  'as it is': () => ({}),
  'with a hole in it': (ground) => ({ deny: [ground.private] }),
  'with a pattern': () => ({ read: [/\/no-such-place\//] }),
};

const installed = (name: string) =>
  ['/usr/bin', '/bin', '/usr/local/bin'].some((directory) => existsSync(`${directory}/${name}`));

for (const [name, line] of Object.entries(lines).filter(([name]) => installed(name))) {
  for (const [kind, policy] of Object.entries(policies)) {
    test(`${name} does its work in a jail ${kind}`, () =>
      onGround(async (ground) => {
        const { code, signal, stdout, stderr, jailbreaks } = await shell(
          ground,
          `set -e; ${line}; echo fine`,
          policy(ground),
        );
        assert.deepEqual(
          jailbreaks.map(({ mode, file, syscall }) => [mode, file, syscall]),
          [],
        );
        assert.deepEqual([code, signal, stdout.toString().slice(-5)], [0, null, 'fine\n'], stderr.toString());
      }));
  }
}

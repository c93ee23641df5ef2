// What a program finds around itself. Some of it differs by the nature of a jail and is not compared: its parent (the
// keeper), its death signal (it shall not survive the keeper), NoNewPrivs, Seccomp and, for root, its capabilities.

import type { ChildProcessModule, Theme } from '../case.js';
import { observe } from '../observe.js';
import type { Recorder } from '../record.js';

const shell = (cp: ChildProcessModule, record: Recorder, command: string, options: object = {}): Promise<unknown> =>
  observe(cp.spawn('sh', ['-c', command], options), record);

export const cases: Theme = {
  'blocked and ignored signals': (cp, record) =>
    observe(cp.spawn('grep', ['-E', '^(SigBlk|SigIgn|SigCgt|ShdPnd|SigPnd):', '/proc/self/status']), record),
  umask: async (cp, record) => {
    const before = process.umask(0o027);
    await shell(cp, record, 'umask');
    process.umask(before);
  },
  // But for the one by which a jail's processes are known: docs/internals/decisions/a-limit-marks-the-jail.md
  'resource limits': (cp, record) => observe(cp.spawn('grep', ['-v', 'msgqueue', '/proc/self/limits']), record),
  'priority, policy, affinity': (cp, record) =>
    shell(cp, record, 'cut -d" " -f18,19,40,41 /proc/self/stat; grep Cpus_allowed: /proc/self/status'),
  'out-of-memory score and timer slack': (cp, record) =>
    shell(cp, record, 'cat /proc/self/oom_score_adj; cat /proc/self/coredump_filter'),
  'root directory and executable': (cp, record) =>
    shell(cp, record, 'readlink /proc/self/root /proc/self/exe /proc/self/cwd', { cwd: '/' }),
  'the name of the process': (cp, record) => observe(cp.spawn('cat', ['/proc/self/comm']), record),
  'no children from the start': (cp, record) =>
    observe(cp.spawn('bash', ['-c', 'read -r children < /proc/$$/task/$$/children; echo "[$children]"']), record),
  'one thread': (cp, record) => observe(cp.spawn('grep', ['Threads', '/proc/self/status']), record),
  'namespaces are ours': async (cp, record) => {
    const { readlinkSync } = await import('node:fs');
    const names = ['mnt', 'pid', 'net', 'user', 'uts', 'ipc'];
    const { stdout } = await observe(
      cp.spawn(
        'readlink',
        names.map((name) => `/proc/self/ns/${name}`),
      ),
      () => {},
    );
    record('same', stdout.toString().trim() === names.map((name) => readlinkSync(`/proc/self/ns/${name}`)).join('\n'));
  },
  dumpable: (cp, record) => observe(cp.spawn('perl', ['-e', 'print syscall(157, 3), "\\n"']), record),
  'not a subreaper, alternate stack of none': (cp, record) =>
    observe(
      cp.spawn('perl', ['-e', 'my $s = pack("i", -1); syscall(157, 37, $s); print unpack("i", $s), "\\n"']),
      record,
    ),
  'time zone and locale': (cp, record) =>
    shell(cp, record, 'date -d @0 +%Z%H; locale | head -n 2', {
      env: { TZ: 'Europe/Berlin', LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
    }),
  'a temporary file': (cp, record) => shell(cp, record, 'f=$(mktemp) && echo content > "$f" && cat "$f" && rm "$f"'),
  'a here document': (cp, record) => shell(cp, record, 'cat <<X\nline $((1+1))\nX'),
  'a named pipe': (cp, record, place) => shell(cp, record, 'mkfifo p; echo through > p & cat p; wait', { cwd: place }),
  'files made, renamed, linked, removed': (cp, record, place) =>
    shell(
      cp,
      record,
      'echo a > a; mv a b; ln b c; ln -s b d; mkdir e; cp -p b e/f; chmod 600 b; touch -d @0 b; stat -c "%n %a %h %Y" b; ls -R; rm -r e d c; ls',
      { cwd: place },
    ),
  'a unix socket': (cp, record, place) =>
    observe(
      cp.spawn(
        process.execPath,
        [
          '-e',
          'const net = require("net"); const s = net.createServer((c) => c.end("hello")).listen("socket", () => net.connect("socket").on("data", (d) => { console.log(String(d)); s.close() }))',
        ],
        { cwd: place },
      ),
      record,
    ),
  'a local TCP connection': (cp, record) =>
    observe(
      cp.spawn(process.execPath, [
        '-e',
        'const net = require("net"); const s = net.createServer((c) => c.end("hello")).listen(0, "127.0.0.1", () => net.connect(s.address().port, "127.0.0.1").on("data", (d) => { console.log(String(d)); s.close() }))',
      ]),
      record,
    ),
  'network interfaces and names': (cp, record) =>
    observe(cp.spawn(process.execPath, ['-p', 'Object.keys(require("os").networkInterfaces()).sort().join()']), record),
  'facts of the machine': (cp, record) =>
    observe(
      cp.spawn(process.execPath, [
        '-p',
        'const os = require("os"); [os.cpus().length, os.totalmem(), os.hostname(), os.type(), os.homedir()].join()',
      ]),
      record,
    ),
  'worker threads': (cp, record) =>
    observe(
      cp.spawn(process.execPath, [
        '-e',
        'new (require("worker_threads").Worker)("require(\'worker_threads\').parentPort.postMessage(42)", { eval: true }).on("message", console.log)',
      ]),
      record,
    ),
  git: (cp, record, place) =>
    shell(
      cp,
      record,
      'git init -q . && echo x > f && git add f && git -c user.name=n -c user.email=e commit -qm first && git log --format=%s && git status --short',
      { cwd: place },
    ),
  'a tar of files': (cp, record, place) =>
    shell(cp, record, 'mkdir d; for n in 1 2 3; do echo $n > d/$n; done; tar -cf t d; rm -r d; tar -xf t; cat d/*', {
      cwd: place,
    }),
  'a C compiler': (cp, record, place) =>
    shell(cp, record, 'printf "int main(void){return 23;}" > m.c; cc -o m m.c && ./m', { cwd: place }),
};

// Real programs at work inside and reaching outside: $OUT is the directory outside, $VICTIM a process there, $PORT and
// $OUT/socket are listened to. None of them minds that something fails.

import type { Policy } from '../../src/index.js';

export interface Workload {
  readonly name: string;
  /** Where it is not installed, there is nothing to compare. */
  readonly program: string;
  /** Whether it is fast enough to be compared at every run of the tests. */
  readonly everyday?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  /** For the shell; or else a command that waits for the witness by itself. */
  readonly line?: string;
  readonly command?: readonly [file: string, ...args: string[]];
  /** What the jail allows and denies beside its own directory, and the same in other words for the witness. */
  readonly rules?: Rules;
}

/** Where rules are finer than Landlock can tell, the keeper traces whoever executes: there must be no second tracer then. */
interface Rules {
  readonly policy: (jail: string, outside: string) => Policy;
  readonly permits: RegExp;
  readonly forbids: RegExp;
}

const fineRules: Rules = {
  policy: (jail, outside) => ({
    read: [/\/outside\/directory\//],
    deny: [`${jail}/private`, `${jail}/**/*.pem`, /\/jail\/sub\/.*secret/, `${outside}/tool`],
  }),
  permits: /\/outside\/directory\//,
  forbids: /\/jail\/(?:private(?:\/|$)|(?:.*\/)?[^/]*\.pem(?:\/|$)|sub\/.*secret)/,
};

const fineFiles = {
  'private/key': 'x',
  'sub/key.pem': 'x',
  'sub/a-secret': 'x',
  'sub/plain': 'x',
  'deep/er/cert.pem': 'x',
};

export const workloads: readonly Workload[] = [
  {
    name: 'git',
    program: 'git',
    line: `
      git init -q repository; git -C repository status; export HOME="$PWD"; git init -q repository; cd repository
      git config user.name a; git config user.email b
      cp ../inside file; git add file; git commit -q -m one
      git clone -q . ../clone; git -C ../clone log --oneline; git -C ../clone pull -q
      git clone -q "$OUT/repository" ../stolen
      git config --system user.name c; git config -f "$OUT/home/.gitconfig" user.name c
      git diff --no-index ../inside "$OUT/secret"
      git --work-tree="$OUT" add -A; git --git-dir="$OUT/new.git" init -q
      git worktree add -q "$OUT/tree"; git config -f "$OUT/config" a.b c
      git apply --unsafe-paths --directory="$OUT" </dev/null; git archive -o "$OUT/a.tar" HEAD
      git -c core.hooksPath="$OUT/hooks" -c core.editor="$OUT/tool" commit -q --allow-empty
      git bundle create "$OUT/bundle" HEAD; git ls-remote git://127.0.0.1:$PORT/x`,
  },
  {
    name: 'npm',
    program: 'npm',
    files: {
      'package/package.json': JSON.stringify({
        name: 'a-package',
        version: '1.0.0',
        scripts: { install: 'cat "$OUT/secret" ../inside; echo x > "$OUT/by-npm"; mkdir "$OUT/made-by-npm"' },
      }),
      'package/index.js': 'module.exports = 1;\n',
      'package.json': JSON.stringify({ name: 'user', version: '1.0.0', private: true }),
    },
    line: `
      export npm_config_offline=true npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
      export npm_config_cache="$PWD/cache"
      cd package; npm pack --silent --pack-destination ..; cd ..
      npm install --silent --foreground-scripts ./a-package-1.0.0.tgz`,
  },
  {
    name: 'node',
    program: 'node',
    files: {
      'walk.cjs': `
        const fs = require('fs'), net = require('net'), dgram = require('dgram'), { execFileSync } = require('child_process');
        const out = process.env.OUT, tries = (...acts) => acts.forEach((act) => { try { act(); } catch {} });
        const walk = (place, depth) => tries(() => {
          for (const entry of fs.readdirSync(place, { withFileTypes: true })) {
            const name = place + '/' + entry.name;
            if (entry.isDirectory() && depth > 0) walk(name, depth - 1);
            else if (entry.isFile()) tries(() => fs.closeSync(fs.openSync(name)));
          }
        });
        fs.writeFileSync('mine', 'x'); fs.renameSync('mine', 'mine2'); fs.copyFileSync('inside', 'copy'); fs.rmSync('copy');
        walk('.', 3); walk('..', 3); walk('/etc', 0);
        tries(() => fs.writeFileSync(out + '/new', 'x'), () => fs.appendFileSync(out + '/victim', 'x'),
          () => fs.mkdirSync(out + '/a/b/c', { recursive: true }), () => fs.rmSync(out + '/directory', { recursive: true }),
          () => fs.chmodSync(out + '/victim', 0o777), () => fs.utimesSync(out + '/victim', 1, 1), () => fs.symlinkSync('x', out + '/link'),
          () => fs.linkSync(out + '/secret', 'hard'), () => fs.copyFileSync(out + '/secret', 'copied'), () => fs.cpSync(out, 'all', { recursive: true }),
          () => fs.truncateSync(out + '/victim'), () => fs.chownSync(out + '/victim', 1, 1), () => fs.watch(out), () => fs.mkdtempSync('/tmp/x-'),
          () => execFileSync(out + '/tool'), () => process.kill(Number(process.env.VICTIM)), () => require(out + '/module.js'),
          () => fs.readFileSync('/etc/passwd'), () => require('os').userInfo(), () => require('os').setPriority(Number(process.env.VICTIM), 5));
        net.connect(Number(process.env.PORT), '127.0.0.1').on('error', () => 0); net.connect(out + '/socket').on('error', () => 0);
        net.createServer().on('error', () => 0).listen(0, '127.0.0.1'); net.createServer().on('error', () => 0).listen(out + '/listening');
        dgram.createSocket('udp4').on('error', () => 0).send('x', 53, '127.0.0.1', () => 0);
        fs.readFile('/proc/' + process.env.VICTIM + '/environ', () => 0); fs.promises.writeFile(out + '/later', 'x').catch(() => 0);
        new (require('worker_threads').Worker)('try { require("fs").readFileSync(process.env.OUT + "/secret") } catch {}', { eval: true });
        setTimeout(() => process.exit(0), 700);`,
    },
    line: 'node walk.cjs',
  },
  {
    name: 'python',
    program: 'python3',
    files: {
      'try.py': `
import os, shutil, socket, subprocess, tempfile, json, glob, pathlib, ctypes.util
out, victim, port = os.environ['OUT'], int(os.environ['VICTIM']), int(os.environ['PORT'])
def tries(*acts):
    for act in acts:
        try: act()
        except Exception: pass
open('mine', 'w').write('x'); os.rename('mine', 'mine2'); os.makedirs('deep/er/and', exist_ok=True); json.load
for top in ('.', '..', '/etc'):
    for place, directories, files in os.walk(top):
        if place.count('/') > 4: del directories[:]
        for name in files[:3]: tries(lambda: open(os.path.join(place, name), 'rb').read(1))
tries(lambda: open('/etc/passwd'), lambda: os.path.expanduser('~root'), lambda: open(out + '/new', 'w'), lambda: open(out + '/victim', 'a'),
  lambda: open(out + '/victim', 'r+'), lambda: os.remove(out + '/victim'), lambda: shutil.rmtree(out + '/directory'),
  lambda: shutil.copytree(out, 'taken'), lambda: shutil.move(out + '/secret', '.'), lambda: os.link(out + '/secret', 'hard'),
  lambda: os.setxattr(out + '/victim', 'user.a', b'b'), lambda: os.utime(out + '/victim'), lambda: os.mkfifo(out + '/queue'),
  lambda: tempfile.TemporaryFile(), lambda: pathlib.Path(out, 'touched').touch(), lambda: os.truncate(out + '/victim', 0),
  lambda: os.replace('inside', out + '/inside'), lambda: os.kill(victim, 9), lambda: os.kill(victim, 0), lambda: os.setpriority(os.PRIO_PROCESS, victim, 9),
  lambda: os.sched_setaffinity(victim, {0}), lambda: open('/proc/%d/cmdline' % victim), lambda: os.listdir('/proc/%d/fd' % victim),
  lambda: open('/proc/self/environ').read(), lambda: open('/proc/1/maps'), lambda: subprocess.run([out + '/tool']), lambda: glob.glob(out + '/**', recursive=True),
  lambda: os.open(out, os.O_RDONLY | os.O_DIRECTORY), lambda: os.chown(out + '/victim', 1, 1), lambda: os.lchown(out + '/pointer', 1, 1),
  lambda: os.fchmod(os.open(out + '/victim', os.O_PATH), 0o777), lambda: os.pidfd_open(victim), lambda: os.chroot('.'), lambda: os.unshare(0x10000000))
descriptor = os.open(out, os.O_PATH)
tries(lambda: os.open('secret', os.O_RDONLY, dir_fd=descriptor), lambda: os.unlink('victim', dir_fd=descriptor), lambda: os.mkdir('made', dir_fd=descriptor),
  lambda: os.open('/proc/self/fd/%d/secret' % descriptor, os.O_RDONLY), lambda: os.open('.', os.O_WRONLY | os.O_TMPFILE, dir_fd=descriptor))
os.chdir(out)
tries(lambda: open('secret'), lambda: open('../outside/victim', 'w'), lambda: os.listdir('.'), lambda: os.mkdir('here'))
if os.fork() == 0:
    tries(lambda: open('secret'), lambda: open('secret'), lambda: open('secret'))
    os._exit(0)
os.wait()`,
    },
    line: 'HOME=$PWD python3 try.py',
  },
  {
    name: 'python locks',
    program: 'python3',
    files: {
      'locks.py': `
import fcntl, os, threading
out = os.environ['OUT']
def work(place):
    for count in range(20):
        try:
            with open(place + '/database', 'a+') as file:
                fcntl.lockf(file, fcntl.LOCK_EX); file.write(str(count)); file.flush(); os.fsync(file.fileno())
                with open(place + '/database-journal', 'w') as journal: journal.write('x')
                os.unlink(place + '/database-journal')
        except OSError: pass
threads = [threading.Thread(target=work, args=(place,)) for place in ('.', 'sub', out, out + '/directory', '/var/lib')]
[thread.start() for thread in threads]; [thread.join() for thread in threads]`,
    },
    line: 'python3 locks.py',
  },
  {
    name: 'python sockets',
    program: 'python3',
    everyday: true,
    files: {
      'sockets.py': `
import os, socket, array
out, port = os.environ['OUT'], int(os.environ['PORT'])
def tries(*acts):
    for act in acts:
        try: act()
        except OSError: pass
def make(family, kind, protocol=0):
    try: return socket.socket(family, kind, protocol)
    except OSError: return socket.socket(socket.AF_UNIX, kind if kind in (1, 2) else 1)
inner = make(socket.AF_UNIX, socket.SOCK_STREAM); inner.bind('inner'); inner.listen()
peer = make(socket.AF_UNIX, socket.SOCK_STREAM); peer.connect('inner'); inner.accept()[0].send(b'x'); peer.recv(1)
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    tries(lambda: make(socket.AF_UNIX, kind).connect(out + '/socket'), lambda: make(socket.AF_UNIX, kind).bind(out + '/mine'),
      lambda: make(socket.AF_UNIX, kind).connect('\\0abstract'), lambda: make(socket.AF_UNIX, kind).connect(out + '/absent'))
tries(lambda: make(2, 1).connect(('127.0.0.1', port)), lambda: make(2, 1).bind(('127.0.0.1', 0)), lambda: make(2, 1).listen(),
  lambda: make(2, 2).sendto(b'x', ('127.0.0.1', port)), lambda: make(2, 2).connect(('127.0.0.1', port)), lambda: make(10, 1).connect(('::1', port)),
  lambda: make(2, 2).sendmsg([b'x'], [], 0, ('127.0.0.1', port)), lambda: make(10, 2).sendto(b'x', ('::1', port)), lambda: make(2, 3, 1),
  lambda: make(16, 3, 9), lambda: make(16, 3, 0), lambda: make(17, 3), lambda: make(40, 1), lambda: make(38, 5),
  lambda: make(1, 2).sendto(b'x', out + '/datagrams'), lambda: make(1, 2).sendmsg([b'x'], [], 0, out + '/datagrams'),
  lambda: socket.create_connection(('localhost', port)), lambda: socket.getaddrinfo('localhost', port))`,
    },
    line: 'python3 sockets.py',
  },
  {
    name: 'gcc',
    program: 'gcc',
    files: {
      'fine.c': '#include <stdio.h>\nint main(void) { return puts("fine") < 0; }\n',
      'far.c': '#include "../outside/secret.h"\nint main(void) { return 0; }\n',
      'embed.c': '__asm__(".incbin \\"../outside/secret\\"");\nint main(void) { return 0; }\n',
    },
    line: `
      gcc -pipe -o fine fine.c && ./fine
      export TMPDIR="$PWD"; gcc -O1 -c fine.c && gcc -o fine fine.o && ./fine
      gcc -c far.c; gcc -c embed.c; gcc -I"$OUT" -include "$OUT/secret" -c fine.c; gcc -o "$OUT/fine" fine.c
      gcc -c -o "$OUT/fine.o" fine.c; gcc -MD -MF "$OUT/fine.d" -c fine.c; gcc @"$OUT/options" fine.c
      gcc -B"$OUT/" -c fine.c; gcc -L"$OUT" -lsecret fine.c; gcc -save-temps="obj" -o "$OUT/x" fine.c; gcc -x c "$OUT/victim"`,
  },
  {
    name: 'make',
    program: 'make',
    files: {
      Makefile: `
all: out $(wildcard $(OUT)/*) $(OUT)/made far
out: inside
	cp inside out
$(OUT)/made:
	-mkdir -p $(OUT)/made/deeper
	-cp inside $(OUT)/made
far: $(OUT)/secret
	-cat $(OUT)/secret > far
-include $(OUT)/rules.mk $(OUT)/secret
KNOWN := $(shell cat $(OUT)/secret; ls $(OUT))
`,
    },
    line: 'make -k -j3; make -k -C "$OUT"; make -f "$OUT/secret"; make -s out',
  },
  {
    name: 'tar',
    program: 'tar',
    everyday: true,
    line: `
      mkdir tree; cp inside tree/a; cp inside tree/b; tar cf fine.tar --numeric-owner tree; mkdir here; tar xf fine.tar -C here
      tar cf etc.tar --numeric-owner -C /etc hostname passwd shadow cron.d; tar cf out.tar --numeric-owner "$OUT"
      tar cPf absolute.tar --numeric-owner --transform "s,^tree,$OUT/unpacked," tree; tar xPf absolute.tar; tar xf absolute.tar
      tar cf dots.tar -P --transform "s,^tree,../outside," tree; tar xPf dots.tar; tar xf fine.tar -C "$OUT"
      tar cf "$OUT/new.tar" tree; tar tf "$OUT/secret"; tar xf fine.tar --overwrite -C .. ; tar czf packed.tgz tree; tar xzf packed.tgz
      tar cf listed.tar -T "$OUT/victim"; tar xf fine.tar --to-command="cat > $OUT/piped"; tar cf x.tar --remove-files "$OUT/victim"`,
  },
  {
    name: 'find',
    program: 'find',
    everyday: true,
    line: `
      mkdir -p a/b/c; touch a/b/c/d; find . -type f -newer inside; find a -delete
      find / -maxdepth 2; find /etc /usr /var /root /home /opt /run /sys /dev -maxdepth 2; find ..; find "$OUT" -type f -exec cat {} +; find "$OUT" -type f -delete; find .. -name 'vic*' -execdir rm {} +
      find . -fprint "$OUT/list"; find -L . -xtype l; find /proc/$VICTIM -maxdepth 1; find "$OUT" -maxdepth 0 -exec touch {}/x ';'`,
  },
  {
    name: 'grep and sed',
    program: 'grep',
    everyday: true,
    line: `
      grep -r harmless .; grep -rl canary ..; grep -r canary "$OUT"; grep root /etc/passwd /etc/shadow /etc/group; grep -f "$OUT/secret" inside
      cp inside copy; sed -i s/harmless/changed/ copy; sed -i s/untouched/changed/ "$OUT/victim"; sed -n "w $OUT/written" inside
      sed -n "r $OUT/secret" inside; sed -f "$OUT/secret" inside; grep -c . /proc/self/status /proc/1/status /proc/$VICTIM/status`,
  },
  {
    name: 'bash',
    program: 'bash',
    everyday: true,
    files: {
      'script.bash': `
shopt -s nullglob dotglob globstar
for file in * sub/** ../* "$OUT"/*; do [[ -r $file ]] && read -r line < "$file"; done
echo x > "$OUT/new"; echo x >> "$OUT/victim"; echo x >| "$OUT/victim"; exec 7<> "$OUT/victim"; exec 8< "$OUT/secret"; : > ../x
cat <<< here > mine; diff <(echo a) <(cat "$OUT/secret"); source "$OUT/secret"; . "$OUT/tool"; "$OUT/tool"; exec 9> mine; echo y >&9
cd "$OUT" && { read -r line < secret; echo x > here; ls; }; cd - > /dev/null; mapfile lines < "$OUT/secret"; history -r "$OUT/secret"
(cd /etc; read -r line < passwd; for name in pass* shad*; do read -r line < "$name"; done) & wait
echo x > "/dev/tcp/127.0.0.1/$PORT"; echo x > "/dev/udp/127.0.0.1/$PORT"; kill "$VICTIM"; kill -0 "$VICTIM"; kill -STOP "$VICTIM"; ulimit -c 0
for count in {1..50}; do read -r line < "$OUT/secret"; done; umask 0; enable -f "$OUT/tool" x; hash -p "$OUT/tool" other; other; ~root/x; : > ~/mine`,
    },
    line: 'bash script.bash; bash -l -c true; bash -i -c true </dev/null; bash --rcfile "$OUT/secret" -i -c true </dev/null',
  },
  {
    name: 'cp',
    program: 'cp',
    everyday: true,
    line: `
      cp -a inside sub copy-of-nothing; cp -a sub copy; cp --reflink=auto inside copy2; cp -l inside linked; cp -s "$PWD/inside" symbolic
      cp -a /etc/passwd /etc/hostname /etc/ssl .; cp -r "$OUT" taken; cp inside "$OUT/new"; cp inside "$OUT/victim"; cp -f inside "$OUT/victim"
      cp -a sub "$OUT/sub"; cp -l "$OUT/secret" hard; cp -s "$OUT/secret" pointer; cp pointer followed; cp -L pointer followed; cp -P pointer kept
      cp --remove-destination inside "$OUT/victim"; cp --backup inside "$OUT/victim"; cp -p "$OUT/tool" tool; cp /proc/self/maps maps; cp /proc/1/environ e`,
  },
  {
    name: 'mv and rm',
    program: 'mv',
    everyday: true,
    line: `
      cp inside one; mv one two; mv two sub/three; mkdir d; mv sub/three d; rm -r d; cp inside one
      mv "$OUT/secret" .; mv one "$OUT/"; mv -f one "$OUT/victim"; mv "$OUT/directory" .; mv sub "$OUT/sub"; mv -T "$OUT" x; mv --exchange one "$OUT/victim"
      rm "$OUT/victim"; rm -f "$OUT/victim" "$OUT/absent"; rm -rf "$OUT"; rm -rf "$OUT/directory"; rm -f /etc/hostname-x; rmdir "$OUT/directory"
      rm -rf ../jail/sub; rmdir ..; unlink "$OUT/pointer"; shred -u "$OUT/victim"; truncate -s 0 "$OUT/victim"; truncate -s 9 one`,
  },
  {
    name: 'ln and mkdir',
    program: 'ln',
    everyday: true,
    line: `
      ln inside hard; ln -s inside soft; ln -sf other soft; ln -s "$OUT/secret" way; cat way; echo x > way; ln "$OUT/secret" stolen; ln -L way stolen
      ln inside "$OUT/hard"; ln -s x "$OUT/soft"; ln -sf x "$OUT/pointer"; ln /usr/bin/env env; ln /etc/passwd users; ln -P way kept; ln -s "$OUT" door
      cat door/secret; ls door; echo x > door/new; mkdir door/made; mkdir -p a/b "$OUT/a/b"; mkdir "$OUT"; mkfifo queue "$OUT/queue"; mknod "$OUT/n" p; mknod null c 1 3
      link "$OUT/secret" again; cat < door/../outside/victim; mkdir -m 700 "$OUT/private"; mktemp -p "$OUT"; mktemp -d; install -D inside "$OUT/i/j"`,
  },
  {
    name: 'chmod, chown, touch',
    program: 'chmod',
    everyday: true,
    line: `
      touch new; chmod 600 new; chmod u+x,g-w new; touch -d 2001-01-01 new; touch -r inside new; chown --reference=inside new; chmod -R go-w sub
      chmod 777 "$OUT/victim"; chmod -R 777 "$OUT"; chown 1:1 "$OUT/victim"; chown -h 1 "$OUT/pointer"; chown -R 1 "$OUT"; chgrp 1 "$OUT/victim"
      touch "$OUT/victim"; touch "$OUT/new"; touch -c "$OUT/absent"; touch -h "$OUT/pointer"; touch -a -d 2001-01-01 "$OUT/secret"
      ln -s "$OUT/victim" way; chmod 777 way; chown 1 way; touch way; touch -h way; exec 5< inside; chmod 600 /proc/self/fd/5; chmod 600 /dev/fd/5
      setfattr -n user.a -v b "$OUT/victim"; chattr +d "$OUT/victim"; chattr +d new; lsattr new; renice 5 $VICTIM; nice -n 5 true; ionice -c 3 -p $VICTIM`,
  },
  {
    name: 'perl',
    program: 'perl',
    everyday: true,
    files: {
      'try.pl': `
use strict; use warnings; no warnings; use POSIX; use Socket; use File::Find; use File::Copy; use Fcntl ':mode';
my $out = $ENV{OUT};
open(my $mine, '>', 'mine'); print $mine 'x'; close $mine; rename 'mine', 'mine2'; unlink 'mine2';
find({ wanted => sub { open(my $file, '<', $_) if -f $_ }, no_chdir => 1 }, '.', '..');
find(sub { open(my $file, '<', $_) if -f $_ }, $out);
open(my $f1, '<', "$out/secret"); open(my $f2, '>>', "$out/victim"); open(my $f3, '+<', "$out/victim"); open(my $f4, '>', "$out/new"); open(my $f5, "$out/tool|");
copy("$out/secret", 'taken'); move('inside', "$out/moved"); mkdir "$out/made"; rmdir "$out/directory"; symlink 'x', "$out/s"; link "$out/secret", 'l';
chmod 0777, "$out/victim", "$out/secret"; chown 1, 1, "$out/victim"; utime 1, 1, "$out/victim"; truncate "$out/victim", 0; POSIX::mkfifo("$out/q", 0600);
chdir $out; open(my $f6, '<', 'secret'); opendir(my $d, '.'); do './secret'; require "$out/module.pl" if 0; kill 'TERM', $ENV{VICTIM}; kill 0, $ENV{VICTIM};
socket(my $s, PF_INET, SOCK_STREAM, 0); connect($s, sockaddr_in($ENV{PORT}, inet_aton('127.0.0.1'))); socket(my $u, PF_UNIX, SOCK_STREAM, 0);
connect($u, sockaddr_un("$out/socket")); getpwnam('root'); getgrgid(0); \`cat $out/secret\`; system("$out/tool"); exec("$out/tool"); exit 0;`,
    },
    line: 'perl try.pl',
  },
  {
    name: 'awk and sort',
    program: 'sort',
    line: `
      sort inside > sorted; sort -o "$OUT/sorted" inside; sort "$OUT/secret"; sort -T "$OUT" -S 1k --parallel=1 inside; sort -T "$PWD" inside
      awk '{ print > "mine" }' inside; awk -v out="$OUT" 'BEGIN { print "x" > (out "/awk"); while ((getline line < (out "/secret")) > 0) print line }'
      tee "$OUT/tee" mine < inside; split -b 1 inside "$OUT/part-"; split -b 4 inside part-; dd if="$OUT/secret" of=taken; dd if=inside of="$OUT/victim" conv=notrunc
      diff -r . "$OUT"; cmp inside "$OUT/secret"; head -c1 "$OUT/secret"; tail -n1 "$OUT/secret"; wc "$OUT"/*; od "$OUT/secret"; join inside "$OUT/secret"
      ls -lR ..; ls /root /home /var/log; du -s ..; df "$OUT"; stat "$OUT/secret"; readlink -f "$OUT/pointer"; realpath "$OUT"; test -r "$OUT/secret"; id; whoami; tty
      xargs cat < "$OUT/secret"; env -C "$OUT" cat secret; timeout 5 cat "$OUT/secret"; nohup cat "$OUT/secret"; chroot "$OUT" /bin/true; sync "$OUT/victim"`,
  },
  {
    name: 'compressors and archivers',
    program: 'gzip',
    line: `
      cp inside a; gzip a; gunzip a.gz; gzip "$OUT/victim"; gzip -c "$OUT/secret" > s.gz; gunzip -c "$OUT/secret"; xz -k a; xz -d a.xz; xz "$OUT/victim"
      ar rc lib.a inside; ar t lib.a; ar rc "$OUT/lib.a" inside; ar rc lib.a "$OUT/secret"; ar x "$OUT/secret"; strip "$OUT/tool"; objdump -h "$OUT/tool"; nm /usr/bin/env
      ld -o x "$OUT/secret"; as -o "$OUT/as.o" inside; cksum "$OUT/secret"; sha256sum "$OUT"/*; base64 "$OUT/secret"; zgrep x "$OUT/secret"; bzip2 "$OUT/victim"`,
  },
  {
    name: 'processes',
    program: 'kill',
    line: `
      ps; ps -ef; ps aux; top -b -n 1; pgrep sh; pidof sh; uptime; free; vmstat; lsof -p $VICTIM; fuser "$OUT/secret"; pstree
      cat /proc/self/stat /proc/$VICTIM/stat /proc/$VICTIM/environ /proc/1/cmdline; ls /proc /proc/$VICTIM/fd /proc/$VICTIM/task; readlink /proc/$VICTIM/exe /proc/1/cwd
      kill $VICTIM; kill -9 $VICTIM; kill -0 $VICTIM; kill -STOP -- -$VICTIM; /bin/kill -HUP $VICTIM; pkill no-such-name; renice 1 $VICTIM; taskset -p 1 $VICTIM
      sleep 5 & kill $!; wait; (sleep 5 & kill -STOP $!; kill -CONT $!; kill -9 $!; wait); chrt -p 0 $VICTIM; prlimit --pid $VICTIM --nofile=5; setsid true; nsenter -t $VICTIM -m true; unshare -m true; unshare -U true; dmesg`,
  },
  {
    name: 'java',
    program: 'java',
    files: {
      'Try.java': `
import java.io.*; import java.net.*; import java.nio.file.*;
public class Try {
  interface Act { void run() throws Exception; }
  static void tries(Act... acts) { for (Act act : acts) try { act.run(); } catch (Exception failed) { } }
  public static void main(String[] args) {
    String out = System.getenv("OUT"); int port = Integer.parseInt(System.getenv("PORT"));
    tries(() -> Files.writeString(Path.of("mine"), "x"), () -> Files.readString(Path.of(out, "secret")), () -> Files.writeString(Path.of(out, "new"), "x"),
      () -> Files.createDirectories(Path.of(out, "a", "b")), () -> Files.delete(Path.of(out, "victim")), () -> Files.walk(Path.of("..")).forEach(p -> tries(() -> Files.newInputStream(p))),
      () -> Files.move(Path.of(out, "secret"), Path.of("taken")), () -> new FileOutputStream(out + "/victim", true), () -> new RandomAccessFile(out + "/victim", "rw"),
      () -> new Socket("127.0.0.1", port), () -> new ProcessBuilder(out + "/tool").start().waitFor(), () -> new ProcessBuilder("cat", out + "/secret").start().waitFor(), () -> Files.setLastModifiedTime(Path.of(out, "victim"), java.nio.file.attribute.FileTime.fromMillis(1)));
  }
}`,
    },
    line: 'java -XX:-UsePerfData -Xshare:auto -XX:TieredStopAtLevel=1 Try.java',
  },
  {
    name: 'curl',
    program: 'curl',
    line: `
      curl -s -m 2 http://127.0.0.1:$PORT/ ; curl -s -m 2 file://$OUT/secret; curl -s -m 2 file://$PWD/inside -o mine; curl -s -m 2 file://$PWD/inside -o "$OUT/curl"
      curl -s -m 2 --unix-socket "$OUT/socket" http://x/; curl -s -m 2 http://localhost:$PORT/ -T "$OUT/secret"; curl -s -m 2 -K "$OUT/secret"; curl -s -m 2 -n ftp://127.0.0.1:$PORT/`,
  },
  {
    name: 'python, fine rules',
    program: 'python3',
    everyday: true,
    rules: fineRules,
    files: {
      ...fineFiles,
      'fine.py': `
import os, shutil, socket
while 'TracerPid:\\t0\\n' in open('/proc/self/status').read(): pass
out, victim = os.environ['OUT'], int(os.environ['VICTIM'])
def tries(*acts):
    for act in acts:
        try: act()
        except OSError: pass
for top in ('.', '..', out + '/directory', '/etc'):
    for place, directories, files in os.walk(top):
        for name in files[:20]: tries(lambda: open(os.path.join(place, name), 'rb').read(1))
tries(lambda: open('private/key'), lambda: open('private/new', 'w'), lambda: os.listdir('private'), lambda: open('sub/key.pem', 'a'), lambda: open('sub/new.pem', 'w'),
  lambda: open('new.pem', 'x'), lambda: open('sub/plain', 'w').write('y'), lambda: os.rename('sub/plain', 'sub/my-secret'), lambda: os.rename('sub/plain', 'plain'),
  lambda: os.rename('private', 'public'), lambda: os.rename('deep', 'deeper'), lambda: os.rename('sub/key.pem', 'key'), lambda: os.link('private/key', 'key'), lambda: os.symlink('private', 'way'),
  lambda: open('way/key'), lambda: open('way/../sub/a-secret'), lambda: os.unlink('private/key'), lambda: os.rmdir('private'), lambda: shutil.rmtree('private'), lambda: os.mkdir('private/deeper'),
  lambda: os.chmod('private/key', 0o777), lambda: os.chmod('sub', 0o755), lambda: os.utime('sub/key.pem'), lambda: os.truncate('sub/a-secret', 0), lambda: os.setxattr('private', 'user.a', b'b'),
  lambda: open(out + '/directory/new', 'w'), lambda: os.unlink(out + '/directory/x'), lambda: open(out + '/secret'), lambda: os.kill(victim, 9), lambda: os.mkfifo('private/queue'), lambda: os.mknod('q.pem'),
  lambda: socket.socket(socket.AF_UNIX).bind('private/socket'), lambda: socket.socket(socket.AF_UNIX).bind('socket'), lambda: socket.socket(socket.AF_UNIX).connect(out + '/socket'))
descriptor = os.open('private', os.O_PATH)
tries(lambda: os.open('key', os.O_RDONLY, dir_fd=descriptor), lambda: os.unlink('key', dir_fd=descriptor), lambda: os.fchmod(descriptor, 0o777), lambda: os.open('/proc/self/fd/%d/key' % descriptor, os.O_RDONLY))`,
    },
    command: ['python3', 'fine.py'],
  },
  {
    name: 'perl, fine rules',
    program: 'perl',
    everyday: true,
    rules: fineRules,
    files: {
      ...fineFiles,
      'fine.pl': `
use strict; no warnings; use File::Find;
sub is_alone { open(my $s, '<', '/proc/self/status'); return grep { /^TracerPid:\\t0$/ } <$s> } 1 while is_alone();
my ($out, $count) = ($ENV{OUT}, 0);
find({ wanted => sub { open(my $file, '<', $_) if -f $_ }, no_chdir => 1 }, '.', '..', "$out/directory");
find(sub { open(my $file, '<', $_) if -f $_ }, '.');
for my $name ('private/key', 'sub/key.pem', 'sub/a-secret', 'sub/plain', 'deep/er/cert.pem', "$out/secret", "$out/tool", "$out/directory/x") {
  open(my $f1, '<', $name); open(my $f2, '>>', $name); open(my $f3, '+<', $name); chmod 0600, $name; utime 1, 1, $name; truncate $name, 0; link $name, 'linked'; unlink 'linked';
  rename $name, 'renamed'; rename 'renamed', $name; my $soft = 'soft' . ++$count; symlink $name, $soft; open(my $f4, '<', $soft); open(my $f5, '>', $soft); unlink $name; mkdir $name; rmdir $name;
}
rename 'private', 'x'; rename 'sub', 'y'; rename 'deep', 'z'; rename '.', '../w'; mkdir 'private/x'; mkdir 'fine'; rename 'fine', 'fine.pem'; chdir 'private'; open(my $f, '<', 'key'); opendir(my $d, '.'); open(my $g, '>', '../mine');`,
    },
    command: ['perl', 'fine.pl'],
  },
  {
    name: 'node, fine rules',
    program: 'node',
    rules: fineRules,
    files: {
      ...fineFiles,
      'fine.cjs': `
const fs = require('fs'), path = require('path');
while (fs.readFileSync('/proc/self/status', 'utf8').includes('TracerPid:\\t0\\n'));
const out = process.env.OUT, tries = (...acts) => acts.forEach((act) => { try { act(); } catch {} });
const walk = (place) => tries(() => fs.readdirSync(place, { withFileTypes: true }).forEach((entry) => {
  const name = path.join(place, entry.name);
  if (entry.isDirectory()) walk(name); else tries(() => fs.readFileSync(name), () => fs.closeSync(fs.openSync(name, 'r+')));
}));
walk('.'); walk('..'); walk(out + '/directory');
tries(() => fs.cpSync('private', 'copy', { recursive: true }), () => fs.rmSync('private', { recursive: true }), () => fs.renameSync('private', 'public'), () => fs.renameSync('sub', 'private'),
  () => fs.writeFileSync('sub/x.pem', 'x'), () => fs.copyFileSync('inside', 'inside.pem'), () => fs.mkdirSync('private/a/b', { recursive: true }), () => fs.symlinkSync('private/key', 'way'), () => fs.readFileSync('way'),
  () => fs.writeFileSync('fine', 'x'), () => fs.renameSync('fine', 'fine2'), () => fs.watch('private'), () => fs.watch('sub').close(), () => fs.realpathSync('private/key'), () => fs.opendirSync('private'));
for (let count = 0; count < 30; count++) fs.promises.readFile('private/key').catch(() => 0);
fs.promises.writeFile('private/late', 'x').catch(() => 0); fs.promises.readFile('sub/plain');`,
    },
    command: ['node', 'fine.cjs'],
  },
];

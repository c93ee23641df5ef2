// What a call wanted, read from its arguments as the manual page of each call says them: nothing here knows the keeper.

import path from 'node:path';
import type { Jailbreak } from '../../src/index.js';
import { canonical } from './canonical.js';
import { type Call, descriptorPath, stringOf } from './trace.js';

export interface Wish {
  readonly mode: Jailbreak['mode'];
  readonly file: string;
  readonly requested: string;
}

type Reader = (call: Call) => readonly (Wish | undefined)[];

interface At {
  /** Which argument is the directory's descriptor; without it the path starts at the working directory. */
  readonly directory?: number;
  readonly path: number;
}

const here = (at: number): At => ({ path: at });
const at = (directory: number): At => ({ directory, path: directory + 1 });

function named(call: Call, mode: Wish['mode'], where: At, follows: boolean): Wish | undefined {
  const requested = stringOf(call.args[where.path]);
  const directory = where.directory === undefined ? call.cwd : descriptorPath(call.args[where.directory]);
  if (requested === undefined || requested === '') {
    return directory === undefined ? undefined : { mode, file: undeleted(directory), requested: '' };
  }
  const start = requested.startsWith('/') ? requested : `${directory ?? ''}/${requested}`;
  return { mode, file: canonical(start, follows, call), requested };
}

const undeleted = (file: string): string => file.replace(/ \(deleted\)$/, '');

const has = (call: Call, flags: number, word: RegExp): boolean => word.test(call.args[flags] ?? '');

const opened =
  (where: At, flags: number): Reader =>
  (call) => {
    const creates = has(call, flags, /O_CREAT/);
    const writes = has(call, flags, /O_WRONLY|O_RDWR|O_TRUNC|O_TMPFILE/);
    const follows = !has(call, flags, /O_NOFOLLOW/) && !(creates && has(call, flags, /O_EXCL/));
    const wish = (mode: Wish['mode']) => named(call, mode, where, follows);
    // Of a file that is there, O_CREAT wants nothing.
    return writes ? [wish('write')] : creates ? [wish('read'), wish('write')] : [wish('read')];
  };

/** A call on the name itself, not on what it may lead to. */
const changes =
  (...places: readonly At[]): Reader =>
  (call) =>
    places.map((where) => named(call, 'write', where, false));

/** A call on what the name leads to. */
const alters =
  (where: At, flags?: number): Reader =>
  (call) => [named(call, 'write', where, flags === undefined || !has(call, flags, /AT_SYMLINK_NOFOLLOW/))];

const onDescriptor: Reader = ({ args }) => {
  const file = descriptorPath(args[0]);
  return [file === undefined ? undefined : { mode: 'write', file: undeleted(file), requested: '' }];
};

const executes =
  (where: At): Reader =>
  (call) => [named(call, 'exec', where, true)];

const links =
  (from: At, to: At, flags?: number): Reader =>
  (call) => [
    named(call, 'read', from, flags !== undefined && has(call, flags, /AT_SYMLINK_FOLLOW/)),
    named(call, 'write', to, false),
  ];

const onProcess =
  (pid: number): Reader =>
  ({ args }) => [{ mode: 'process', file: '', requested: args[pid] ?? '' }];

const reaches =
  (mode: Wish['mode']): Reader =>
  (call) =>
    call.args.flatMap((arg) => addresses(call, arg, mode));

/** The socket addresses in an argument. */
function addresses(call: Call, arg: string, mode: Wish['mode']): Wish[] {
  const inet = [...arg.matchAll(/sin_port=htons\((\d+)\), sin_addr=inet_addr\(("[^"]*")\)/g)].map(
    ([, port, host]) => `${stringOf(host)}:${port}`,
  );
  const inet6 = [...arg.matchAll(/sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, ("[^"]*")/g)].map(
    ([, port, host]) => `[${stringOf(host)}]:${port}`,
  );
  const unix = [...arg.matchAll(/sun_path=(@?)("[^"]*")/g)].map(([, abstract, quoted = '']): Wish => {
    const requested = `${abstract}${stringOf(quoted)}`;
    if (abstract) return { mode: 'connect', file: requested, requested };
    return { mode, file: canonical(path.resolve(call.cwd, requested), mode === 'connect', call), requested };
  });
  return [...unix, ...[...inet, ...inet6].map((host): Wish => ({ mode: 'connect', file: host, requested: host }))];
}

const families: Readonly<Record<string, string>> = {
  AF_INET: 'inet',
  AF_INET6: 'inet6',
  AF_NETLINK: 'netlink',
  AF_PACKET: 'packet',
  AF_VSOCK: 'vsock',
  AF_ALG: 'alg',
};

const socket: Reader = ({ args: [family = '', kind = ''] }) => {
  const name = kind.includes('SOCK_RAW') && family.startsWith('AF_INET') ? 'raw' : (families[family] ?? family);
  return [{ mode: 'connect', file: name, requested: name === 'raw' ? name : '' }];
};

const listens: Reader = () => ['inet', 'inet6'].map((file): Wish => ({ mode: 'connect', file, requested: 'listen' }));

const onSystem: Reader = () => ['', 'namespace'].map((requested): Wish => ({ mode: 'kernel', file: '', requested }));

/** What is not here reaches for the system. */
const readers: Readonly<Record<string, Reader>> = {
  open: opened(here(0), 1),
  creat: alters(here(0)),
  openat: opened(at(0), 2),
  openat2: opened(at(0), 2),
  execve: executes(here(0)),
  execveat: executes(at(0)),
  mkdir: changes(here(0)),
  mkdirat: changes(at(0)),
  mknod: changes(here(0)),
  mknodat: changes(at(0)),
  rmdir: changes(here(0)),
  unlink: changes(here(0)),
  unlinkat: changes(at(0)),
  symlink: changes(here(1)),
  symlinkat: changes(at(1)),
  rename: changes(here(0), here(1)),
  renameat: changes(at(0), at(2)),
  renameat2: changes(at(0), at(2)),
  link: links(here(0), here(1)),
  linkat: links(at(0), at(2), 4),
  truncate: alters(here(0)),
  chmod: alters(here(0)),
  fchmod: onDescriptor,
  fchmodat: alters(at(0)),
  fchmodat2: alters(at(0), 3),
  chown: alters(here(0)),
  lchown: changes(here(0)),
  fchown: onDescriptor,
  fchownat: alters(at(0), 4),
  utime: alters(here(0)),
  utimes: alters(here(0)),
  futimesat: alters(at(0)),
  utimensat: alters(at(0), 3),
  setxattr: alters(here(0)),
  lsetxattr: changes(here(0)),
  fsetxattr: onDescriptor,
  removexattr: alters(here(0)),
  lremovexattr: changes(here(0)),
  fremovexattr: onDescriptor,
  ioctl: onDescriptor,
  inotify_add_watch: (call) => [named(call, 'read', here(1), !has(call, 2, /IN_DONT_FOLLOW/))],
  socket,
  connect: reaches('connect'),
  sendto: reaches('connect'),
  sendmsg: reaches('connect'),
  sendmmsg: reaches('connect'),
  bind: reaches('write'),
  listen: listens,
  kill: onProcess(0),
  tkill: onProcess(0),
  tgkill: onProcess(0),
  rt_sigqueueinfo: onProcess(0),
  rt_tgsigqueueinfo: onProcess(0),
  setpriority: onProcess(1),
  ioprio_set: onProcess(1),
  prlimit64: onProcess(0),
  ptrace: onProcess(1),
  process_vm_readv: onProcess(0),
  process_vm_writev: onProcess(0),
  sched_setaffinity: onProcess(0),
  sched_setscheduler: onProcess(0),
  sched_setparam: onProcess(0),
  sched_setattr: onProcess(0),
  pidfd_open: onProcess(0),
};

/** What the call may be named for: a call with two paths for either. */
export function wishesOf(call: Call): Wish[] {
  const wishes = (readers[call.name] ?? onSystem)(call);
  return wishes.filter((wish) => wish !== undefined);
}

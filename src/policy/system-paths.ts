// What every program may touch so that it can start without being listed: facts of the machine, no one's secrets.
// /etc/passwd, /etc/group and the name services are not among them: programs run without them, and they name people.

import type { Access, AllowedPattern } from './types.js';

export interface SystemPath {
  readonly path: string;
  readonly access: Access;
  readonly reason: string;
}

const libraries = 'shared libraries and what language runtimes keep beside them';

export const SYSTEM_PATHS: readonly SystemPath[] = [
  { path: '/lib', access: 'read', reason: libraries },
  { path: '/lib32', access: 'read', reason: libraries },
  { path: '/lib64', access: 'read', reason: `the dynamic loader; ${libraries}` },
  { path: '/libx32', access: 'read', reason: libraries },
  { path: '/usr/lib', access: 'read', reason: libraries },
  { path: '/usr/lib32', access: 'read', reason: libraries },
  { path: '/usr/lib64', access: 'read', reason: libraries },
  { path: '/usr/libexec', access: 'read', reason: 'programs that programs start' },
  { path: '/usr/local/lib', access: 'read', reason: libraries },
  { path: '/usr/local/lib64', access: 'read', reason: libraries },
  { path: '/usr/local/libexec', access: 'read', reason: 'programs that programs start' },
  { path: '/usr/include', access: 'read', reason: 'headers, which compilers read' },
  { path: '/usr/local/include', access: 'read', reason: 'headers, which compilers read' },
  { path: '/nix/store', access: 'read', reason: 'libraries and programs on NixOS; world-readable by design' },
  { path: '/gnu/store', access: 'read', reason: 'libraries and programs on Guix; world-readable by design' },

  { path: '/etc/ld.so.cache', access: 'read', reason: 'where the dynamic loader finds libraries' },
  { path: '/etc/ld.so.conf.d', access: 'read', reason: 'where the dynamic loader finds libraries' },
  { path: '/etc/alternatives', access: 'read', reason: 'links from a command to the program that implements it' },

  { path: '/usr/share/locale', access: 'read', reason: 'translations' },
  { path: '/usr/share/locale-langpack', access: 'read', reason: 'translations on Ubuntu' },
  { path: '/usr/share/i18n', access: 'read', reason: 'locale definitions' },
  { path: '/usr/share/icu', access: 'read', reason: 'Unicode tables' },
  { path: '/usr/share/unicode', access: 'read', reason: 'Unicode tables' },
  { path: '/etc/locale.alias', access: 'read', reason: 'names of locales' },

  { path: '/usr/share/zoneinfo', access: 'read', reason: 'time zones' },
  { path: '/etc/localtime', access: 'read', reason: 'the time zone of the machine' },

  { path: '/usr/share/terminfo', access: 'read', reason: 'what terminals can do' },
  { path: '/etc/terminfo', access: 'read', reason: 'what terminals can do' },
  { path: '/usr/share/tabset', access: 'read', reason: 'what terminals can do' },

  { path: '/etc/ssl/certs', access: 'read', reason: 'certificate authorities (not /etc/ssl/private)' },
  { path: '/etc/ssl/openssl.cnf', access: 'read', reason: 'OpenSSL reads it whenever it starts' },
  { path: '/etc/pki/tls/certs', access: 'read', reason: 'certificate authorities on Fedora' },
  { path: '/etc/pki/ca-trust/extracted', access: 'read', reason: 'certificate authorities on Fedora' },
  { path: '/etc/ca-certificates/extracted', access: 'read', reason: 'certificate authorities on Arch' },
  { path: '/etc/crypto-policies', access: 'read', reason: 'which ciphers Fedora allows' },
  { path: '/usr/share/ca-certificates', access: 'read', reason: 'certificate authorities' },
  { path: '/usr/local/share/ca-certificates', access: 'read', reason: 'certificate authorities' },

  { path: '/usr/share/perl', access: 'read', reason: 'the modules of Perl' },
  { path: '/usr/share/perl5', access: 'read', reason: 'the modules of Perl' },
  { path: '/usr/local/share/perl', access: 'read', reason: 'the modules of Perl' },
  { path: '/etc/perl', access: 'read', reason: 'where Perl finds modules' },
  { path: '/usr/share/python3', access: 'read', reason: 'the modules of Python' },
  { path: '/usr/share/nodejs', access: 'read', reason: 'the modules of Node.js' },
  { path: '/usr/share/awk', access: 'read', reason: 'the modules of awk' },
  { path: '/usr/share/misc', access: 'read', reason: 'magic numbers, which file(1) reads' },
  { path: '/etc/magic', access: 'read', reason: 'magic numbers, which file(1) reads' },
  { path: '/usr/share/mime', access: 'read', reason: 'types of files' },
  { path: '/usr/share/git-core', access: 'read', reason: 'templates of new repositories' },
  { path: '/usr/share/dpkg', access: 'read', reason: 'names of architectures' },

  { path: '/dev/null', access: 'device', reason: 'nothing' },
  { path: '/dev/zero', access: 'device', reason: 'zeros' },
  { path: '/dev/full', access: 'device', reason: 'a full disk, for tests' },
  { path: '/dev/random', access: 'device', reason: 'random numbers' },
  { path: '/dev/urandom', access: 'device', reason: 'random numbers' },
  { path: '/dev/tty', access: 'device', reason: "the process's own terminal, if it has one" },

  { path: '/proc/filesystems', access: 'read', reason: 'what file systems the kernel knows; libselinux asks' },
  { path: '/sys/devices/system/cpu', access: 'read', reason: 'how many processors there are; libc asks' },
  { path: '/sys/devices/system/node', access: 'read', reason: 'which memory belongs to which processor' },
  { path: '/sys/kernel/mm/transparent_hugepage', access: 'read', reason: 'allocators ask' },
  { path: '/sys/kernel/mm/hugepages', access: 'read', reason: 'allocators ask' },
];

/**
 * Files that few programs open: they are matched by name when that happens, because what is opened in advance costs
 * every start.
 */
export const SELDOM_FILES: readonly Pick<SystemPath, 'path' | 'reason'>[] = [
  { path: '/etc/ld.so.conf', reason: 'where the dynamic loader finds libraries' },
  { path: '/etc/ld.so.preload', reason: 'the dynamic loader asks for it at every start' },
  { path: '/etc/ld-musl-x86_64.path', reason: 'where musl finds libraries' },
  { path: '/etc/default/locale', reason: 'the default locale' },
  { path: '/etc/locale.conf', reason: 'the default locale' },
  { path: '/etc/timezone', reason: 'the time zone of the machine' },
  { path: '/etc/inputrc', reason: 'keys of readline' },
  { path: '/etc/ssl/cert.pem', reason: 'certificate authorities' },
  { path: '/etc/pki/tls/openssl.cnf', reason: 'OpenSSL reads it whenever it starts' },
  { path: '/etc/mime.types', reason: 'types of files' },
  { path: '/etc/gitconfig', reason: 'git reads it whenever it starts; secrets belong elsewhere' },
  { path: '/etc/ldap/ldap.conf', reason: 'libldap, and so curl, reads it whenever it starts' },
  { path: '/etc/openldap/ldap.conf', reason: 'libldap, and so curl, reads it whenever it starts' },
  { path: '/etc/os-release', reason: 'the name of the system' },
  { path: '/etc/debian_version', reason: 'the name of the system' },
  { path: '/etc/nsswitch.conf', reason: 'libc reads it before it looks up any name' },
  { path: '/etc/host.conf', reason: 'how host names are looked up' },
  { path: '/etc/hosts', reason: 'what localhost is' },
  { path: '/etc/resolv.conf', reason: 'who is asked for host names' },
  { path: '/etc/gai.conf', reason: 'how addresses are ordered' },
  { path: '/etc/protocols', reason: 'numbers of protocols' },
  { path: '/etc/services', reason: 'numbers of ports' },
  { path: '/proc/cpuinfo', reason: 'how many processors there are' },
  { path: '/proc/meminfo', reason: 'how much memory there is' },
  { path: '/proc/stat', reason: 'how busy the processors are' },
  { path: '/proc/version', reason: 'the version of the kernel' },
  { path: '/proc/loadavg', reason: 'the load of the machine; make -l asks' },
  { path: '/proc/cgroups', reason: 'what can be limited; Java asks' },
  { path: '/proc/uptime', reason: 'how long the machine runs' },
  { path: '/proc/sys/kernel/arch', reason: 'what uname(2) tells' },
  { path: '/proc/sys/kernel/osrelease', reason: 'what uname(2) tells' },
  { path: '/proc/sys/kernel/ostype', reason: 'what uname(2) tells' },
  { path: '/proc/sys/kernel/version', reason: 'what uname(2) tells' },
  { path: '/proc/sys/kernel/hostname', reason: 'what uname(2) tells' },
  { path: '/proc/sys/kernel/ngroups_max', reason: 'sysconf(3) asks' },
  { path: '/proc/sys/kernel/cap_last_cap', reason: 'libcap asks whenever it starts' },
  { path: '/proc/sys/kernel/pid_max', reason: 'how long a process number can be; procps asks' },
  { path: '/proc/sys/kernel/threads-max', reason: 'runtimes size their pools by it' },
  { path: '/proc/sys/kernel/seccomp/actions_avail', reason: 'libseccomp asks whenever it starts' },
  { path: '/proc/sys/kernel/random/boot_id', reason: 'a name of this boot' },
  { path: '/proc/sys/kernel/random/uuid', reason: 'random numbers' },
  { path: '/proc/sys/vm/overcommit_memory', reason: 'allocators ask' },
  { path: '/proc/sys/vm/max_map_count', reason: 'allocators ask' },
  { path: '/proc/sys/vm/mmap_min_addr', reason: 'allocators ask' },
  { path: '/proc/sys/fs/file-max', reason: 'runtimes size their pools by it' },
  { path: '/proc/sys/fs/pipe-max-size', reason: 'how large a pipe can be' },
  { path: '/proc/sys/net/core/somaxconn', reason: 'Go asks before it listens' },
];

export interface SystemPattern extends AllowedPattern {
  readonly reason: string;
}

export const SYSTEM_PATTERNS: readonly SystemPattern[] = [
  { access: 'read', source: '^/etc/java-[^/]+(/.*)?$', flags: '', reason: 'Java reads it whenever it starts' },
  {
    access: 'read',
    source: '^/sys/fs/cgroup/(.*/)?(cpu|cpuacct|cpuset|memory)\\.[a-z_.]+$',
    flags: '',
    reason: 'the limits of the container, by which runtimes size their pools and heaps; not who else is in it',
  },
];

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
  { path: '/usr/local/include', access: 'content', reason: 'headers, which compilers read' },
  { path: '/nix/store', access: 'read', reason: 'libraries and programs on NixOS; world-readable by design' },
  { path: '/gnu/store', access: 'read', reason: 'libraries and programs on Guix; world-readable by design' },

  { path: '/etc/ld.so.cache', access: 'read', reason: 'where the dynamic loader finds libraries' },
  { path: '/etc/ld.so.conf.d', access: 'content', reason: 'where the dynamic loader finds libraries' },
  { path: '/etc/alternatives', access: 'content', reason: 'links from a command to the program that implements it' },

  { path: '/usr/share/locale', access: 'read', reason: 'translations' },
  { path: '/usr/share/locale-langpack', access: 'read', reason: 'translations on Ubuntu' },
  { path: '/usr/share/i18n', access: 'content', reason: 'locale definitions' },
  { path: '/usr/share/icu', access: 'content', reason: 'Unicode tables' },
  { path: '/usr/share/unicode', access: 'read', reason: 'Unicode tables' },
  { path: '/etc/locale.alias', access: 'read', reason: 'names of locales' },

  { path: '/usr/share/zoneinfo', access: 'read', reason: 'time zones' },
  { path: '/etc/localtime', access: 'read', reason: 'the time zone of the machine' },

  { path: '/usr/share/terminfo', access: 'read', reason: 'what terminals can do' },
  { path: '/etc/terminfo', access: 'content', reason: 'what terminals can do' },
  { path: '/usr/share/tabset', access: 'content', reason: 'what terminals can do' },

  { path: '/etc/java-8-openjdk', access: 'content', reason: 'Java reads it whenever it starts' },
  { path: '/etc/java-11-openjdk', access: 'content', reason: 'Java reads it whenever it starts' },
  { path: '/etc/java-17-openjdk', access: 'content', reason: 'Java reads it whenever it starts' },
  { path: '/etc/java-21-openjdk', access: 'content', reason: 'Java reads it whenever it starts' },
  { path: '/etc/java-25-openjdk', access: 'content', reason: 'Java reads it whenever it starts' },
  { path: '/etc/ssl/certs', access: 'read', reason: 'certificate authorities (not /etc/ssl/private)' },
  { path: '/etc/ssl/openssl.cnf', access: 'read', reason: 'OpenSSL reads it whenever it starts' },
  { path: '/etc/pki/tls/certs', access: 'read', reason: 'certificate authorities on Fedora' },
  { path: '/etc/pki/ca-trust/extracted', access: 'read', reason: 'certificate authorities on Fedora' },
  { path: '/etc/ca-certificates/extracted', access: 'read', reason: 'certificate authorities on Arch' },
  { path: '/etc/crypto-policies', access: 'read', reason: 'which ciphers Fedora allows' },
  { path: '/usr/share/ca-certificates', access: 'content', reason: 'certificate authorities' },
  { path: '/usr/local/share/ca-certificates', access: 'content', reason: 'certificate authorities' },

  { path: '/usr/share/perl', access: 'read', reason: 'the modules of Perl' },
  { path: '/usr/share/perl5', access: 'read', reason: 'the modules of Perl' },
  { path: '/usr/local/share/perl', access: 'content', reason: 'the modules of Perl' },
  { path: '/etc/perl', access: 'content', reason: 'where Perl finds modules' },
  { path: '/usr/share/python3', access: 'content', reason: 'the modules of Python' },
  { path: '/usr/share/nodejs', access: 'content', reason: 'the modules of Node.js' },
  { path: '/usr/share/awk', access: 'content', reason: 'the modules of awk' },
  { path: '/usr/share/misc', access: 'content', reason: 'magic numbers, which file(1) reads' },
  { path: '/etc/magic', access: 'read', reason: 'magic numbers, which file(1) reads' },
  { path: '/usr/share/mime', access: 'content', reason: 'types of files' },
  { path: '/usr/share/git-core', access: 'content', reason: 'templates of new repositories' },
  { path: '/usr/share/dpkg', access: 'content', reason: 'names of architectures' },

  { path: '/dev/null', access: 'device', reason: 'nothing' },
  { path: '/dev/zero', access: 'device', reason: 'zeros' },
  { path: '/dev/full', access: 'device', reason: 'a full disk, for tests' },
  { path: '/dev/random', access: 'device', reason: 'random numbers' },
  { path: '/dev/urandom', access: 'device', reason: 'random numbers' },
  { path: '/dev/tty', access: 'device', reason: "the process's own terminal, if it has one" },

  { path: '/proc/filesystems', access: 'read', reason: 'what file systems the kernel knows; libselinux asks' },
  { path: '/sys/devices/system/cpu', access: 'content', reason: 'how many processors there are; libc asks' },
  { path: '/sys/devices/system/node', access: 'content', reason: 'which memory belongs to which processor' },
  { path: '/sys/kernel/mm', access: 'content', reason: 'how large a page of memory is; allocators ask' },

  { path: '/etc/ld.so.conf', access: 'read', reason: 'where the dynamic loader finds libraries' },
  { path: '/etc/ld.so.preload', access: 'read', reason: 'the dynamic loader asks for it at every start' },
  { path: '/etc/ld-musl-x86_64.path', access: 'read', reason: 'where musl finds libraries' },
  { path: '/etc/default/locale', access: 'read', reason: 'the default locale' },
  { path: '/etc/locale.conf', access: 'read', reason: 'the default locale' },
  { path: '/etc/timezone', access: 'read', reason: 'the time zone of the machine' },
  { path: '/etc/inputrc', access: 'read', reason: 'keys of readline' },
  { path: '/etc/ssl/cert.pem', access: 'read', reason: 'certificate authorities' },
  { path: '/etc/pki/tls/openssl.cnf', access: 'read', reason: 'OpenSSL reads it whenever it starts' },
  { path: '/etc/mime.types', access: 'read', reason: 'types of files' },
  { path: '/etc/gitconfig', access: 'read', reason: 'git reads it whenever it starts; secrets belong elsewhere' },
  { path: '/etc/ldap/ldap.conf', access: 'read', reason: 'libldap, and so curl, reads it whenever it starts' },
  { path: '/etc/openldap/ldap.conf', access: 'read', reason: 'libldap, and so curl, reads it whenever it starts' },
  { path: '/etc/os-release', access: 'read', reason: 'the name of the system' },
  { path: '/etc/debian_version', access: 'read', reason: 'the name of the system' },
  { path: '/etc/nsswitch.conf', access: 'read', reason: 'libc reads it before it looks up any name' },
  { path: '/etc/host.conf', access: 'read', reason: 'how host names are looked up' },
  { path: '/etc/hosts', access: 'read', reason: 'what localhost is' },
  { path: '/etc/resolv.conf', access: 'read', reason: 'who is asked for host names' },
  { path: '/etc/gai.conf', access: 'read', reason: 'how addresses are ordered' },
  { path: '/etc/protocols', access: 'read', reason: 'numbers of protocols' },
  { path: '/etc/services', access: 'read', reason: 'numbers of ports' },
  { path: '/proc/cpuinfo', access: 'read', reason: 'how many processors there are' },
  { path: '/proc/meminfo', access: 'read', reason: 'how much memory there is' },
  { path: '/proc/stat', access: 'read', reason: 'how busy the processors are' },
  { path: '/proc/version', access: 'read', reason: 'the version of the kernel' },
  { path: '/proc/loadavg', access: 'read', reason: 'the load of the machine; make -l asks' },
  { path: '/proc/cgroups', access: 'read', reason: 'what can be limited; Java asks' },
  { path: '/proc/uptime', access: 'read', reason: 'how long the machine runs' },
  {
    path: '/proc/sys/kernel',
    access: 'content',
    reason: 'what uname(2) tells, and settings of the kernel that libc asks for',
  },
  { path: '/proc/sys/vm', access: 'content', reason: 'how memory is given out; allocators ask' },
  { path: '/proc/sys/fs', access: 'content', reason: 'how many files and how large a pipe there can be; runtimes ask' },
  { path: '/proc/sys/net/core', access: 'content', reason: 'how long a queue of connections can be; Go asks' },
];

export interface SystemPattern extends AllowedPattern {
  readonly reason: string;
}

/** What has no fixed name. */
export const SYSTEM_PATTERNS: readonly SystemPattern[] = [
  {
    access: 'content',
    source: '^/sys/fs/cgroup/(.*/)?(cpu|cpuacct|cpuset|memory)\\.[a-z_.]+$',
    flags: '',
    reason: 'the limits of the container, by which runtimes size their pools and heaps; not who else is in it',
  },
];

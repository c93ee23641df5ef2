import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findExistingPaths } from '../../../src/policy/existing-paths.js';
import { SYSTEM_PATHS, SYSTEM_PATTERNS } from '../../../src/policy/system-paths.js';

const NEVER = [
  '/etc/passwd',
  '/etc/shadow',
  '/etc/group',
  '/etc/ssl/private/key.pem',
  '/root/.ssh/id_rsa',
  '/home/user/.bashrc',
  '/proc/self/environ',
  '/proc/1/cmdline',
  '/proc/sysrq-trigger',
  '/proc/kcore',
  '/sys/fs/cgroup/cgroup.procs',
  '/sys/fs/cgroup/memory/a/tasks',
  '/var/log/syslog',
  '/tmp/x',
  '/dev/sda',
  '/dev/shm/x',
  '/run/docker.sock',
];

describe('the system paths', () => {
  it('have a reason each', () => {
    for (const { reason } of [...SYSTEM_PATHS, ...SYSTEM_PATTERNS]) assert.match(reason, /\w/);
  });

  it('are absolute and stand once', () => {
    const paths = SYSTEM_PATHS.map(({ path }) => path);
    for (const path of paths) assert.match(path, /^(\/[^/]+)+$/);
    assert.equal(new Set(paths).size, paths.length);
  });

  it('let nothing be written but devices', () => {
    for (const { path, access } of SYSTEM_PATHS)
      assert.ok(!['write', 'device'].includes(access) || path.startsWith('/dev/'), path);
  });

  for (const path of NEVER) {
    it(`do not hold ${path}`, () => {
      assert.equal(!SYSTEM_PATHS.some((rule) => path === rule.path || path.startsWith(`${rule.path}/`)), true);
      assert.equal(
        SYSTEM_PATTERNS.some(({ source, flags }) => new RegExp(source, flags).test(path)),
        false,
      );
    });
  }

  it('are reduced to what exists, by real names, without what another one covers', () => {
    const paths = ['/usr/lib', '/usr/lib/locale', '/lib', '/nonexistent', '/usr/lib/'];
    const rules = findExistingPaths(paths.map((path) => ({ path, access: 'read' })));
    assert.deepEqual(
      rules.map(({ path }) => path),
      ['/usr/lib'],
    );
  });
});

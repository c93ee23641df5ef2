// What JailKeeper takes for granted about the internals of Node: a Node where this fails needs a new interception.

import assert from 'node:assert/strict';
import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { describe, it } from 'node:test';
import type { NativeSpawnOptions, ProcessHandle } from '../../../src/keeper/process-handle.js';
import { readSpawnCall } from '../../../src/keeper/spawn-call.js';

interface Internal {
  _handle: ProcessHandle;
}

const prototype = ChildProcess.prototype as unknown as { spawn: (options: unknown) => number };

describe('the handle beneath a ChildProcess', () => {
  it('gets every option in its one form', () => {
    let seen: NativeSpawnOptions | undefined;
    const original = prototype.spawn;
    prototype.spawn = function (this: Internal, options) {
      const handle = this._handle;
      handle.spawn = (...given: [NativeSpawnOptions]) => {
        seen = readSpawnCall(handle, handle.spawn, given).options;
        return -constants.errno.EMFILE;
      };
      return original.call(this, options);
    } as typeof original;
    try {
      spawn('program', ['argument'], { env: { A: 'b' }, stdio: ['ignore', 'pipe', 2, 'ipc'] }).on('error', () => {});
    } finally {
      prototype.spawn = original;
    }
    assert.equal(seen?.file, 'program');
    assert.deepEqual(seen.args, ['program', 'argument']);
    assert.equal(seen.envPairs?.includes('A=b'), true);
    assert.deepEqual(
      seen.stdio.map(({ type }) => type),
      ['ignore', 'pipe', 'fd', 'pipe'],
    );
    assert.equal(typeof seen.stdio[1]?.handle?.setBlocking, 'function');
  });

  it('reports its end through onexit and is closed by it', async () => {
    const child = spawn('true', { stdio: 'ignore' });
    const handle = (child as unknown as Internal)._handle;
    assert.equal(handle.pid, child.pid);
    assert.equal(typeof handle.onexit, 'function');
    assert.equal(typeof handle.close, 'function');
    await new Promise((resolve) => child.on('exit', resolve));
    assert.equal((child as unknown as { _handle: null })._handle, null);
  });
});

describe('the binding beneath spawnSync()', () => {
  it('is the one that process.binding() gives', () => {
    const binding = (process as unknown as { binding(name: string): { spawn: unknown } }).binding('spawn_sync');
    const original = binding.spawn;
    let isCalled = false;
    binding.spawn = () => {
      isCalled = true;
      return { pid: 1, status: 0, signal: null, output: null };
    };
    try {
      spawnSync('true');
    } finally {
      binding.spawn = original;
    }
    assert.equal(isCalled, true);
  });
});

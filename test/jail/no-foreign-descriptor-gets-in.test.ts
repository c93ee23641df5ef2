import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { fixture } from '../stage/fixture.js';
import { onGround } from '../stage/on-ground.js';
import { program } from './shell.js';

test('a program has the three descriptors that it was given', () =>
  onGround(async (ground) => {
    const { stdout } = await program(ground, 'list-descriptors.c', []);
    assert.equal(stdout.toString(), '0\n1\n2\n');
  }));

test('what a careless service inherited itself stays outside', () =>
  onGround((ground) => {
    const { file } = fixture('list-descriptors.c');
    const service = `
      import { JailKeeper } from ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)};
      new JailKeeper().spawn(${JSON.stringify(file)}, [], { cwd: ${JSON.stringify(ground.jail)}, stdio: 'inherit' });`;
    const line = 'exec 5< "$1" 9> "$2"; exec "$3" --import tsx --input-type=module --eval "$4"';
    const args = ['-c', line, 'sh', ground.secret, path.join(ground.root, 'log'), process.execPath, service];
    assert.equal(execFileSync('/bin/bash', args, { encoding: 'utf8' }), '0\n1\n2\n');
  }));

test('a fourth descriptor that the caller gives arrives, and only that', () =>
  onGround(async (ground) => {
    const { stdio } = { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] as const };
    const { JailKeeper } = await import('../../src/index.js');
    const { file } = fixture('list-descriptors.c');
    const child = new JailKeeper().spawn(file, [], { cwd: ground.jail, stdio: [...stdio] });
    let output = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
    });
    await new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual([output, child.stdio.length], ['0\n1\n2\n3\n', 4]);
  }));

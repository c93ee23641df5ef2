import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A fresh place for one run: a jail and, beside it, what the jail must not reach.
 * Whatever is worth stealing outside contains the canary.
 */
export interface Ground {
  readonly root: string;
  readonly jail: string;
  readonly outside: string;
  /** A file that contains the canary. */
  readonly secret: string;
  /** A file worth changing. */
  readonly victim: string;
  /** A path where nothing is yet. */
  readonly absent: string;
  /** A directory inside the jail for what a rule denies all the same. It is not there from the start. */
  readonly private: string;
  readonly canary: string;
  dispose(): void;
}

export function layGround(): Ground {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'jailkeeper-ground-')));
  const jail = path.join(root, 'jail');
  const outside = path.join(root, 'outside');
  const canary = `canary-${randomBytes(12).toString('hex')}`;
  chmodSync(root, 0o755);
  layOutside(outside, canary);
  mkdirSync(jail);
  writeFileSync(path.join(jail, 'inside'), 'harmless\n');
  mkdirSync(path.join(jail, 'sub'));
  return {
    root,
    jail,
    outside,
    secret: path.join(outside, 'secret'),
    victim: path.join(outside, 'victim'),
    absent: path.join(outside, 'absent'),
    private: path.join(jail, 'private'),
    canary,
    // Unlike rmSync, rm(1) also removes what lies deeper than a path can say.
    dispose: () => execFileSync('rm', ['-rf', '--', root]),
  };
}

function layOutside(outside: string, canary: string): void {
  mkdirSync(path.join(outside, 'directory'), { recursive: true });
  writeFileSync(path.join(outside, 'secret'), `${canary}\n`);
  writeFileSync(path.join(outside, 'victim'), 'untouched\n');
  writeFileSync(path.join(outside, 'directory', canary), `${canary}\n`);
  symlinkSync(canary, path.join(outside, 'pointer'));
  writeFileSync(path.join(outside, 'tool'), `#!/bin/sh\necho ${canary}\n`, { mode: 0o755 });
}

/** As much of the canary as fits into the name of a process. */
export function beginning(canary: string): string {
  return canary.slice(0, 15);
}

/** The files of the jail that contain the canary, however deep they lie. */
export function filesWithCanary(ground: Ground): string[] {
  const search = spawnSync('grep', ['-rlsF', '--', beginning(ground.canary), ground.jail], { encoding: 'utf8' });
  return search.stdout.split('\n').filter((file) => file !== '');
}

import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
    dispose: () => rmSync(root, { recursive: true, force: true }),
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

/** The files of the jail that contain the canary. */
export function filesWithCanary(ground: Ground): string[] {
  return filesBelow(ground.jail)
    .filter(([, bytes]) => bytes.includes(beginning(ground.canary)))
    .map(([file]) => file);
}

function filesBelow(directory: string): (readonly [string, Buffer])[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [file, readIfPossible(file)] as const);
}

function readIfPossible(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

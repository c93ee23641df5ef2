// Where this process runs, as far as it can be seen: hints for people, nothing is decided by them.

import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';

const HINTS: readonly (readonly [path: string, meaning: string])[] = [
  ['/.dockerenv', 'a Docker container'],
  ['/run/.containerenv', 'a Podman container'],
  ['/var/run/secrets/kubernetes.io', 'a Kubernetes pod'],
  ['/proc/sys/fs/binfmt_misc/WSLInterop', 'the Windows Subsystem for Linux'],
];

export interface Surroundings {
  /** The version of the kernel. */
  readonly kernel: string;
  readonly containers: readonly string[];
  /** kernel.yama.ptrace_scope, where there is Yama. */
  readonly yama: number | undefined;
}

function readYama(): number | undefined {
  try {
    return Number(readFileSync('/proc/sys/kernel/yama/ptrace_scope', 'latin1'));
  } catch {
    return undefined;
  }
}

export function findSurroundings(): Surroundings {
  const containers = HINTS.filter(([path]) => existsSync(path)).map(([, meaning]) => meaning);
  return { kernel: release(), containers, yama: readYama() };
}

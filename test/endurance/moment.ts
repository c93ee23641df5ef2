// How far a jail is, seen from outside through /proc: who its keepers are, and what it is doing at this moment.

import { readdirSync, readFileSync } from 'node:fs';

/** In the order in which a jail goes through them. */
export const MOMENTS = [
  'before the keeper',
  'guard alone',
  'supervisor alone',
  'confining',
  'running',
  'a call is held',
  'over',
] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Keepers {
  readonly guard: number | undefined;
  readonly supervisor: number | undefined;
  readonly target: number | undefined;
}

/** The kernel keeps fifteen characters of a name (proc_pid_comm(5)). Nobody else than root sees a keeper's executable. */
const keeper = 'jailkeeper-keep\n';

export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function isKeeper(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'latin1') === keeper;
  } catch {
    return false;
  }
}

function isHeld(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/wchan`, 'latin1').startsWith('seccomp_do_user_notification');
  } catch {
    return false;
  }
}

/** The keepers of the jail whose guard is this process. */
export function findKeepers(guard: number | undefined): Keepers {
  const [supervisor] = guard === undefined ? [] : childrenOf(guard);
  const [target] = supervisor === undefined ? [] : childrenOf(supervisor);
  return { guard, supervisor, target };
}

function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

export function findMoment({ guard, supervisor, target }: Keepers): Moment {
  if (guard === undefined || !isAlive(guard)) return 'over';
  if (!isKeeper(guard)) return 'before the keeper';
  if (supervisor === undefined) return 'guard alone';
  if (target === undefined) return 'supervisor alone';
  if (isKeeper(target)) return 'confining';
  return descendantsOf(supervisor).some(isHeld) ? 'a call is held' : 'running';
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

// Hits the keepers of the next jail that a process starts, at a given time after its first sign of life.

import { childrenOf, findKeepers, findMoment, type Keepers, type Moment } from './moment.js';

export type Aim = 'guard' | 'supervisor' | 'both';

export interface Shot {
  readonly aim: Aim;
  readonly signal: NodeJS.Signals;
  /** After the guard's first sign of life. */
  readonly delayMs: number;
}

export interface Hit {
  /** Where the jail was, looked at just before. */
  readonly moment: Moment;
  readonly timeMs: number;
}

const patienceMs = 20_000;

/** Half of the shots fall into the start of a jail, half into its life. */
export function drawDelayMs(): number {
  return Math.random() * (Math.random() < 0.5 ? 4 : 60);
}

export function spinUntil(timeMs: number): void {
  while (performance.now() < timeMs);
}

/** Waits, without sleeping, until there is something. */
function waitFor<Value>(find: () => Value | undefined): Value | undefined {
  const endMs = performance.now() + patienceMs;
  for (let found = find(); ; found = find()) if (found !== undefined || performance.now() > endMs) return found;
}

export function awaitGuard(parent: number, known: ReadonlySet<number>): number | undefined {
  return waitFor(() => childrenOf(parent).find((child) => !known.has(child)));
}

/**
 * Somebody to hit may not be there yet: then it is hit as soon as it is. A guard that is stopped before there is a
 * supervisor is like any child that is stopped between fork and exec: spawn() waits with it.
 */
function awaitKeepers(guard: number, { aim, signal }: Shot): Keepers {
  const needsSupervisor = aim !== 'guard' || signal === 'SIGSTOP';
  const find = (): Keepers | undefined => {
    const keepers = findKeepers(guard);
    const isEnough = !needsSupervisor || keepers.supervisor !== undefined || findMoment(keepers) === 'over';
    return isEnough ? keepers : undefined;
  };
  return waitFor(find) ?? findKeepers(guard);
}

function whoIsHit({ guard, supervisor }: Keepers, aim: Aim): number[] {
  const aims = { guard: [guard], supervisor: [supervisor], both: [guard, supervisor] } as const;
  return aims[aim].filter((pid) => pid !== undefined);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It was over before the shot: the moment says so.
  }
}

export function hit(guard: number, shot: Shot): Hit {
  spinUntil(performance.now() + shot.delayMs);
  const keepers = awaitKeepers(guard, shot);
  const moment = findMoment(keepers);
  for (const pid of whoIsHit(keepers, shot.aim)) send(pid, shot.signal);
  return { moment, timeMs: Date.now() };
}

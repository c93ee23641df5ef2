// One jail that is hit at a random moment, and what came of it, judged from outside.

import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ground } from '../stage/ground.js';
import { endMarkedProcesses, makeMark, markedProcesses } from '../stage/marked-processes.js';
import { attackSynchronously, attackUntilTheEnd, makeAttacker } from './attacker.js';
import { type Aim, awaitGuard, drawDelayMs, type Hit, hit, type Shot } from './hit.js';
import { childrenOf, type Moment } from './moment.js';
import type { Shooter } from './shooter.js';

const limitMs = 1000;
/** What is still there then would be there for ever. */
const patienceMs = 20_000;

export interface Verdict {
  readonly moment: Moment;
  readonly isSync: boolean;
  /** Whether a forbidden file was made or a forbidden byte was read. */
  readonly gotOut: boolean;
  /** From the hit until nothing was left; Infinity if something had to be killed. */
  readonly goneMs: number;
  readonly errors: readonly string[];
}

/** When nothing is left that carries the mark; Infinity if something had to be killed. */
export async function awaitEnd(mark: string): Promise<number> {
  const endMs = Date.now() + patienceMs;
  while (markedProcesses(mark).length > 0) {
    if (Date.now() > endMs) {
      endMarkedProcesses(mark);
      return Number.POSITIVE_INFINITY;
    }
    await delay(5);
  }
  return Date.now();
}

export const outlived = ({ goneMs }: Pick<Verdict, 'goneMs'>): boolean => goneMs > limitMs;

/**
 * Every fifth jail is a synchronous one, where nobody can be asked. Without any keeper such a call waits for whoever holds
 * its pipes, as it does without a jail, and until then nobody looks for orphans.
 */
const isSynchronous = (round: number): boolean => round % 5 === 4;

/**
 * When both keepers are stopped, only Node is left to notice, and it must not be waiting for them: so that is done when
 * spawn() has returned, and not to the synchronous form.
 */
const isForNode = (aim: Aim, signal: NodeJS.Signals): boolean => aim === 'both' && signal === 'SIGSTOP';

export async function playRound(
  ground: Ground,
  shooter: Shooter,
  round: number,
  aim: Aim,
  signal: NodeJS.Signals,
): Promise<Verdict> {
  const before = readdirSync(ground.outside).join();
  const { mark, env } = makeMark();
  const shot = { aim, signal, delayMs: drawDelayMs() };
  const isSync = isSynchronous(round) && aim !== 'both';
  // The policy with a function is not for the synchronous form.
  const attacker = makeAttacker(ground, isSync ? (round % 2) * 3 : round, env);
  const shooting = isForNode(aim, signal) ? shootMyself(shot) : await shooter.aim(shot);
  const gone = isSync ? undefined : shooting.hit.then(() => awaitEnd(mark));
  const { output, errors } = isSync ? attackSynchronously(attacker) : await attackUntilTheEnd(attacker, shooting.began);
  const goneAtMs = await (gone ?? awaitEnd(mark));
  const { moment, timeMs } = await shooting.hit;
  const gotOut = output.includes(ground.canary) || readdirSync(ground.outside).join() !== before;
  return { moment, isSync, gotOut, goneMs: goneAtMs - timeMs, errors };
}

/** Shoots from this process, some time after the jail began. */
function shootMyself(shot: Shot): { hit: Promise<Hit>; began: () => void } {
  const known = new Set(childrenOf(process.pid));
  let began: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const shoot = async (): Promise<Hit> => {
    await hasBegun;
    await delay(shot.delayMs);
    const guard = awaitGuard(process.pid, known) ?? 0;
    return hit(guard, { ...shot, delayMs: 0 });
  };
  return { hit: shoot(), began };
}

// One spawn of a ChildProcess, jailed: the keeper goes where the program would have gone.

import type { ChildProcess } from 'node:child_process';
import { claimJail, type Jail, releaseJail } from '../jail/jail.js';
import { makePlan, type Plan } from '../jail/plan.js';
import type { PreparedPolicy } from '../jail/prepared-policy.js';
import { RunningJail } from '../jail/running-jail.js';
import { removeTemporaryDirectory } from '../jail/temporary-directory.js';
import { launchKeeper } from '../keeper/launch.js';
import type { NativeSpawnOptions, ProcessHandle } from '../keeper/process-handle.js';

type NativeSpawn = ProcessHandle['spawn'];

function closePipes(options: NativeSpawnOptions): void {
  for (const { type, handle } of options.stdio) if (type === 'pipe') handle?.close();
}

function giveUp(jail: Jail, plan: Plan | undefined): void {
  releaseJail(jail);
  if (plan?.temporaryDirectory !== undefined) void removeTemporaryDirectory(plan.temporaryDirectory);
}

interface Start {
  readonly jail: Jail;
  readonly policy: PreparedPolicy;
  readonly child: ChildProcess;
  readonly handle: ProcessHandle;
}

function launch({ jail, policy, child, handle }: Start, plan: Plan, spawn: NativeSpawn, options: NativeSpawnOptions) {
  const native = { ...options, envPairs: plan.envPairs };
  const launched = launchKeeper(handle, spawn, native, plan.order, policy.keeperWords);
  if (typeof launched === 'number') {
    giveUp(jail, plan);
    return launched;
  }
  const { temporaryDirectory } = plan;
  new RunningJail({ jail, policy, child, handle, temporaryDirectory }, launched);
  return 0;
}

/** In the place of `handle.spawn(options)`; the channel is the last of `options.stdio`. Zero, or a negative errno. */
export function startJailed(
  jail: Jail,
  child: ChildProcess,
  handle: ProcessHandle,
  spawn: NativeSpawn,
  options: NativeSpawnOptions,
): number {
  const policy = claimJail(jail);
  let plan: Plan | undefined;
  try {
    plan = makePlan(policy, options, options.stdio.slice(0, -1));
    return launch({ jail, policy, child, handle }, plan, spawn, options);
  } catch (error) {
    giveUp(jail, plan);
    closePipes(options);
    throw error;
  }
}

// One call of the binding beneath spawnSync(), jailed. The report is read when everything is over.

import { constants } from 'node:os';
import { JailKeeperError } from '../errors.js';
import { announceJailbreak } from '../jail/announce.js';
import { Attempts } from '../jail/attempts.js';
import { claimJail, type Jail, noteEnforcement, releaseJail } from '../jail/jail.js';
import { makePlan } from '../jail/plan.js';
import type { PreparedPolicy } from '../jail/prepared-policy.js';
import { removeTemporaryDirectory } from '../jail/temporary-directory.js';
import { makeKeeperOptions } from '../keeper/launch.js';
import { OrderFile } from '../keeper/order-file.js';
import { killOrphans } from '../keeper/orphans.js';
import type { NativeSyncOptions, NativeSyncResult } from '../keeper/process-handle.js';
import { makeRefusalError } from '../keeper/refusal.js';
import { isOutOfDescriptors } from '../keeper/temporary.js';
import type { Jailbreak } from '../policy/jailbreak.js';
import type { ReportRecord } from '../protocol/report.js';

type NativeSpawnSync = (options: NativeSyncOptions) => NativeSyncResult;

export interface SyncOutcome {
  readonly result: NativeSyncResult;
  readonly jailbreaks: readonly Jailbreak[];
  /** Tells the jail's listeners; for after the call. */
  readonly announce: () => void;
}

function collectJailbreaks(records: readonly ReportRecord[]): Jailbreak[] {
  const attempts = new Attempts();
  const jailbreaks: Jailbreak[] = [];
  for (const record of records) {
    if (record.name === 'repeated') attempts.repeat(record);
    if (record.name !== 'jailbreak') continue;
    // Nobody can be asked, so nobody was.
    jailbreaks.push(attempts.add(record, record.verdict === 'ask' ? 'kill' : record.verdict));
  }
  return jailbreaks;
}

const makeFailure = (errno: number): NativeSyncResult => ({
  error: -errno,
  status: null,
  signal: null,
  output: null,
  pid: 0,
});

/** What spawnSync() would have got without a keeper. */
function translate(jail: Jail, records: readonly ReportRecord[], native: NativeSyncResult): NativeSyncResult {
  const guard = native.pid;
  const [answer] = records;
  if (answer?.name === 'refused') throw makeRefusalError(answer);
  if (answer?.name === 'failed') return makeFailure(answer.errno);
  if (answer?.name === 'started') {
    noteEnforcement(jail, answer);
    native.pid = answer.pid;
  }
  native.output?.pop();
  const last = records.at(-1);
  if (guard > 0 && last?.name !== 'ended') killOrphans(guard);
  // A keeper that could not be started, or that a time limit stopped, owes no report.
  if (native.error !== undefined) return native;
  const lost = records.find(({ name }) => name === 'lost');
  if (lost?.name === 'lost') throw new JailKeeperError('ERR_JAIL_KEEPER_LOST', lost.cause);
  if (last?.name !== 'ended') throw new JailKeeperError('ERR_JAIL_KEEPER_LOST', 'its report is cut off');
  return native;
}

/** An errno where there are no descriptors left: the native call would have wanted some too. */
function makeOrderFile(order: string): OrderFile | number {
  try {
    return new OrderFile(order);
  } catch (error) {
    if (isOutOfDescriptors(error)) return constants.errno[error.code];
    throw error;
  }
}

function run(jail: Jail, policy: PreparedPolicy, spawnSync: NativeSpawnSync, options: NativeSyncOptions): SyncOutcome {
  const { order, envPairs, temporaryDirectory } = makePlan(policy, options, options.stdio);
  const file = makeOrderFile(order);
  if (typeof file === 'number') {
    if (temporaryDirectory !== undefined) void removeTemporaryDirectory(temporaryDirectory);
    return { result: makeFailure(file), jailbreaks: [], announce: () => {} };
  }
  try {
    const stdio = [...options.stdio, { type: 'fd', fd: file.fd }];
    const keeperOptions = makeKeeperOptions({ ...options, envPairs, stdio }, options.stdio.length, [
      ...policy.keeperWords,
      // Nobody can hang up on a file: the keeper must be able to tell whether we died before it could ask to be told.
      `parent=${process.pid}`,
    ]);
    const native = spawnSync(keeperOptions);
    const records = file.readReport();
    const result = translate(jail, records, native);
    const jailbreaks = collectJailbreaks(records);
    const announce = () => {
      for (const jailbreak of jailbreaks) announceJailbreak(jailbreak, jail);
      if (records[0]?.name === 'started') jail.emit('exit', result.status, result.signal as NodeJS.Signals | null);
    };
    return { result, jailbreaks, announce };
  } finally {
    file.close();
    if (temporaryDirectory !== undefined) void removeTemporaryDirectory(temporaryDirectory);
  }
}

/** In the place of the binding's `spawn(options)`. */
export function startJailedSync(jail: Jail, spawnSync: NativeSpawnSync, options: NativeSyncOptions): SyncOutcome {
  const policy = claimJail(jail);
  try {
    if (policy.decide) throw new JailKeeperError('ERR_JAIL_SYNC_VERDICT');
    return run(jail, policy, spawnSync, options);
  } finally {
    releaseJail(jail);
  }
}

// Starts a keeper through the handle of a ChildProcess, so that everything above the handle stays Node's own.

import { constants } from 'node:os';
import { JailKeeperError } from '../errors.js';
import { MalformedRecord } from '../protocol/record.js';
import type { ReportRecord, StartedRecord } from '../protocol/report.js';
import { Channel } from './channel.js';
import { locateKeeper, locateKeeperForOtherUser } from './locate.js';
import { killOrphans } from './orphans.js';
import type { NativeSpawnOptions, ProcessHandle } from './process-handle.js';
import { makeRefusalError } from './refusal.js';

const KEEPER_NAME = 'jailkeeper-keeper';

/** The keeper runs, and so does the program. */
export interface Launched {
  readonly started: StartedRecord;
  /** The process that was spawned in the program's place. */
  readonly guard: number;
  /** What the keeper said after that, in the same breath. */
  readonly next: readonly ReportRecord[];
  readonly channel: Channel;
}

/** The keeper in the place of the program: its own arguments, and everything else as the caller wants it. */
export function makeKeeperOptions<Options extends NativeSpawnOptions>(
  options: Options,
  channelFd: number,
  words: readonly string[],
): Options {
  const isOtherUser = options.uid !== undefined || options.gid !== undefined;
  return {
    ...options,
    file: isOtherUser ? locateKeeperForOtherUser() : locateKeeper(),
    args: [KEEPER_NAME, String(channelFd), ...words],
    // A detached program gets its session from the keeper, which stays with the library.
    detached: false,
  };
}

/** The keeper has ended or is about to: whatever the handle is asked, it closes when that has been seen. */
function abandon(handle: ProcessHandle): void {
  const { close, onexit } = handle;
  delete handle.pid;
  handle.close = () => {};
  handle.kill = () => -constants.errno.ESRCH;
  handle.onexit = (code, signal) => {
    // Node reports a failed spawn through the same function, with a negative code.
    if (code < 0) onexit(code, signal);
    else close.call(handle);
  };
}

function exchange(channel: Channel, order: string): ReportRecord[] {
  try {
    return channel.exchange(order);
  } catch (error) {
    if (error instanceof MalformedRecord)
      throw new JailKeeperError('ERR_JAIL_PROTOCOL', error.message, { cause: error });
    throw error;
  }
}

function readAnswer(records: readonly ReportRecord[], channel: Channel, guard: number): Launched | number {
  const [answer, ...next] = records;
  if (answer === undefined) {
    killOrphans(guard);
    throw new JailKeeperError('ERR_JAIL_KEEPER_LOST', 'it ended before the program began');
  }
  if (answer.name === 'lost') throw new JailKeeperError('ERR_JAIL_KEEPER_LOST', answer.cause);
  if (answer.name === 'refused') throw makeRefusalError(answer);
  if (answer.name === 'failed') return -answer.errno;
  if (answer.name === 'started') return { started: answer, next, channel, guard };
  throw new JailKeeperError('ERR_JAIL_PROTOCOL', `the keeper began with ${answer.name}`);
}

/**
 * Spawns the keeper in the place of the program. `options.stdio` ends with the pipe of the channel, which is taken out
 * of it. Returns the negative errno of a program that could not be executed; throws where no jail could be made.
 */
export function launchKeeper(
  handle: ProcessHandle,
  nativeSpawn: ProcessHandle['spawn'],
  options: NativeSpawnOptions,
  order: string,
  words: readonly string[],
): Launched | number {
  const channelFd = options.stdio.length - 1;
  const keeperOptions = makeKeeperOptions({ ...options, stdio: [...options.stdio] }, channelFd, words);
  const pipe = options.stdio.pop()?.handle;
  if (pipe === undefined) throw new JailKeeperError('ERR_JAIL_PROTOCOL', 'the channel has no pipe');
  const errno = nativeSpawn.call(handle, keeperOptions);
  const channel = new Channel(pipe);
  if (errno !== 0) {
    channel.close();
    return errno;
  }
  let answer: Launched | number;
  try {
    answer = readAnswer(exchange(channel, order), channel, handle.pid ?? 0);
  } catch (error) {
    channel.close();
    abandon(handle);
    throw error;
  }
  if (typeof answer === 'number') {
    channel.close();
    abandon(handle);
  }
  return answer;
}

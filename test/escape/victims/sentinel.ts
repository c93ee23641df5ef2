import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { Ground } from '../../stage/ground.js';
import { settle, startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

/** A process outside that minds its own business. */
export interface Sentinel extends Victim {
  readonly pid: number;
  /** Where its memory holds the canary. */
  readonly tokenAddress: string;
  readonly tokenLength: string;
  /** Where its memory holds a word that nobody may change. */
  readonly wordAddress: string;
  /** Its descriptor of the secret. */
  readonly fd: string;
  /** Its descriptor of a file in memory. */
  readonly nameless: string;
}

/** Its arguments, environment, name, memory, working directory and one of its descriptors hold the canary. */
export async function sentinel(ground: Ground): Promise<Sentinel> {
  const args = [ground.canary, ground.secret];
  const program = await startOutside('sentinel.c', args, ground.outside, { CANARY: ground.canary });
  const [tokenAddress = '', wordAddress = '', fd = '', tokenLength = '', nameless = ''] = program.greeting.split(' ');
  const pid = program.child.pid ?? -1;
  const before = describe(pid, wordAddress, nameless);
  return {
    pid,
    tokenAddress,
    tokenLength,
    wordAddress,
    fd,
    nameless,
    harm: async () => {
      await settle();
      const after = describe(pid, wordAddress, nameless);
      return after === before ? [] : [`the process outside was [${before}] and is [${after}]`];
    },
    dispose: program.end,
  };
}

/** All of a process that others could change. */
function describe(pid: number, wordAddress: string, nameless: string): string {
  try {
    const scheduling = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const status =
      readFileSync(`/proc/${pid}/status`, 'latin1').match(/^(?:Cpus_allowed|TracerPid|SigPnd|ShdPnd):.*$/gm) ?? [];
    const files = ['limits', 'oom_score_adj', 'coredump_filter'].map((name) => readFileSync(`/proc/${pid}/${name}`));
    const state = 'RSD'.includes(scheduling[0] ?? '') ? 'running' : scheduling[0];
    const [priority, nice, realTimePriority, policy] = [15, 16, 37, 38].map((field) => scheduling[field]);
    const mode = statSync(`/proc/${pid}/fd/${nameless}`).mode;
    return [state, mode, priority, nice, realTimePriority, policy, ...status, word(pid, wordAddress), ...files].join(
      ' ',
    );
  } catch {
    return 'dead';
  }
}

function word(pid: number, address: string): string {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const bytes = Buffer.alloc(8);
  readSync(memory, bytes, 0, 8, Number(address));
  closeSync(memory);
  return bytes.toString('hex');
}

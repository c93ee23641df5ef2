// The attempts of one jail: from records to the objects that users see, with their repetitions counted.

import type { Jailbreak } from '../policy/jailbreak.js';
import type { Verdict } from '../policy/types.js';
import type { JailbreakRecord, RepeatedRecord } from '../protocol/report.js';

type MutableJailbreak = { -readonly [Key in keyof Jailbreak]: Jailbreak[Key] };

const MICROSECONDS_PER_MILLISECOND = 1000;
/** How many attempts are kept so that their repetitions can be told. The keeper keeps no more. */
const MAX_KEPT = 4096;

export function makeJailbreak(record: JailbreakRecord, verdict: Verdict): MutableJailbreak {
  const { mode, syscall, pid, ppid, timeMicroseconds, bytes } = record;
  const visible: Omit<MutableJailbreak, 'bytes'> = {
    mode,
    file: bytes.file.toString(),
    requested: bytes.requested.toString(),
    syscall,
    pid,
    ppid,
    executable: bytes.executable.toString(),
    argv: bytes.argv.map((argument) => argument.toString()),
    cwd: bytes.cwd.toString(),
    time: new Date(timeMicroseconds / MICROSECONDS_PER_MILLISECOND),
    verdict,
    count: 1,
  };
  return Object.defineProperty(visible as MutableJailbreak, 'bytes', { value: bytes });
}

export class Attempts {
  readonly #byId = new Map<number, MutableJailbreak>();

  /** A new attempt. */
  add(record: JailbreakRecord, verdict: Verdict): Jailbreak {
    const jailbreak = makeJailbreak(record, verdict);
    const [oldest] = this.#byId.keys();
    if (oldest !== undefined && this.#byId.size >= MAX_KEPT) this.#byId.delete(oldest);
    this.#byId.set(record.id, jailbreak);
    return jailbreak;
  }

  /** An attempt that has been made before: the same object, with its count. */
  repeat({ id, count }: RepeatedRecord): Jailbreak | undefined {
    const jailbreak = this.#byId.get(id);
    if (jailbreak) jailbreak.count = count;
    return jailbreak;
  }
}

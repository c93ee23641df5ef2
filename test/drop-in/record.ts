import { createHash } from 'node:crypto';

/** Notes one fact of a run. A transcript is the list of these in the order in which they were noted. */
export type Recorder = (what: string, value?: unknown) => void;

export type Entry = readonly [what: string, value?: unknown];

const longestVerbatim = 400;

/** A recorder that fills `entries` with plain values, in which `place` reads `<place>`. */
export function makeRecorder(entries: Entry[], place: string): Recorder {
  return (what, ...value) => {
    entries.push(value.length === 0 ? [what] : [what, plain(value[0], place, new Set())]);
  };
}

function plain(value: unknown, place: string, above: Set<object>): unknown {
  if (typeof value === 'string') return text(value, place);
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : `<${value}>`;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'function') return `<function ${value.name}/${value.length}>`;
  if (typeof value !== 'object') return `<${typeof value} ${String(value)}>`;
  if (above.has(value)) return '<circle>';
  const around = new Set(above).add(value);
  if (ArrayBuffer.isView(value)) return { [value.constructor.name]: bytes(value, place) };
  if (Array.isArray(value)) return value.map((element) => plain(element, place, around));
  if (value instanceof Map) return { Map: plain([...value], place, around) };
  if (value instanceof Set) return { Set: plain([...value], place, around) };
  if (value instanceof Date) return { Date: value.getTime() };
  if (value instanceof RegExp) return { RegExp: String(value) };
  if (value instanceof Error) {
    const { name, message, cause } = value;
    const own = properties(value, place, around);
    return {
      [value.constructor.name]: {
        name,
        message: text(message, place),
        cause: plain(cause, place, around),
        keys: Object.keys(value),
        own,
      },
    };
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `<${value.constructor.name}>`;
  return properties(value, place, around);
}

/** A pid differs from run to run by its nature. */
function properties(value: object, place: string, around: Set<object>): object {
  const entries = Object.entries(value).map(([key, element]) => [
    text(key, place),
    key === 'pid' && element > 0 ? '<pid>' : plain(element, place, around),
  ]);
  return Object.fromEntries(entries);
}

function text(value: string, place: string): string {
  const placed = value.replaceAll(place, '<place>');
  return placed.length <= longestVerbatim ? placed : digest(Buffer.from(placed), placed.length);
}

function bytes(view: ArrayBufferView, place: string): string {
  return text(Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('latin1'), place);
}

function digest(content: Buffer, length: number): string {
  return `<${length} long, sha256 ${createHash('sha256').update(content).digest('hex')}>`;
}

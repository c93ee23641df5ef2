// What strace wrote down, call by call: `strace -f -y -xx`, where every string and every path is written in hexadecimal.

import path from 'node:path';

export interface Call {
  readonly thread: number;
  readonly process: number;
  readonly name: string;
  /** As strace wrote them. */
  readonly args: readonly string[];
  /** What stands behind ` = `; `?` if the thread ended in the call. */
  readonly result: string;
  /** The name of the error that the call failed with. */
  readonly errno: string | undefined;
  readonly cwd: string;
  /** What the process has opened, as far as calls that make a descriptor tell. */
  readonly descriptors: ReadonlyMap<number, string>;
}

type Line = Pick<Call, 'thread' | 'name' | 'args' | 'result'>;

const unfinished = ' <unfinished ...>';

export function parseTrace(text: string, cwd: string): Call[] {
  const lines = joinLines(text).map(parseLine);
  const origins = findOrigins(lines);
  const known = new Map<number, Place>();
  return lines.map((line) => {
    const process = processOf(line.thread, origins);
    const place = known.get(process) ??
      known.get(parentOf(process, origins) ?? process) ?? { cwd, descriptors: new Map() };
    const told = line.args.find((arg) => arg.startsWith('AT_FDCWD<'));
    const errno = /^-1 (E[A-Z0-9]+)/.exec(line.result)?.[1];
    const call: Call = { ...line, ...place, cwd: descriptorPath(told) ?? place.cwd, process, errno };
    known.set(process, placeAfter(call));
    return call;
  });
}

/** Where relative paths start, and what descriptors stand for. */
type Place = Pick<Call, 'cwd' | 'descriptors'>;

/** A call that another thread's line came between is written in two parts. */
function joinLines(text: string): { thread: number; body: string }[] {
  const joined: { thread: number; body: string }[] = [];
  const begun = new Map<number, string>();
  for (const [, number = '', body = ''] of text.matchAll(/^([0-9]+) +(.*)$/gm)) {
    const thread = Number(number);
    if (body.startsWith('---') || body.startsWith('+++')) continue;
    if (body.endsWith(unfinished)) begun.set(thread, body.slice(0, -unfinished.length));
    else if (body.startsWith('<... ')) {
      joined.push({ thread, body: `${begun.get(thread) ?? ''}${body.slice(body.indexOf('>') + 1)}` });
      begun.delete(thread);
    } else joined.push({ thread, body });
  }
  for (const [thread, body] of begun) joined.push({ thread, body: `${body}) = ?` });
  return joined;
}

function parseLine({ thread, body }: { thread: number; body: string }): Line {
  const open = body.indexOf('(');
  const close = body.lastIndexOf(') = ');
  return {
    thread,
    name: body.slice(0, open),
    args: splitArguments(body.slice(open + 1, close)),
    result: body.slice(close + ') = '.length),
  };
}

/** Splits at the commas that stand in no structure and no remark. Strings have none: they are hexadecimal. */
export function splitArguments(text: string): string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  const plain = text.replace(/\/\*.*?\*\//g, (remark) => ' '.repeat(remark.length));
  for (let at = 0; at < plain.length; at++) {
    const character = plain[at] as string;
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      args.push(plain.slice(start, at).trim());
      start = at + 1;
    }
  }
  args.push(plain.slice(start).trim());
  return args;
}

interface Origin {
  readonly parent: number;
  readonly isThread: boolean;
}

function findOrigins(lines: readonly Line[]): Map<number, Origin> {
  const origins = new Map<number, Origin>();
  for (const { thread, name, args, result } of lines) {
    if (!['clone', 'clone3', 'fork', 'vfork'].includes(name) || !/^[0-9]+$/.test(result)) continue;
    origins.set(Number(result), { parent: thread, isThread: args.some((arg) => arg.includes('CLONE_THREAD')) });
  }
  return origins;
}

function processOf(thread: number, origins: ReadonlyMap<number, Origin>): number {
  const origin = origins.get(thread);
  return origin?.isThread ? processOf(origin.parent, origins) : thread;
}

function parentOf(process: number, origins: ReadonlyMap<number, Origin>): number | undefined {
  const origin = origins.get(process);
  return origin && processOf(origin.parent, origins);
}

function placeAfter({ name, args, result, cwd, descriptors }: Call): Place {
  const [first = ''] = args;
  if (result === '0' && name === 'chdir') return { cwd: path.resolve(cwd, stringOf(first) ?? '.'), descriptors };
  if (result === '0' && name === 'fchdir') return { cwd: descriptorPath(first) ?? cwd, descriptors };
  const opened = descriptorPath(result);
  if (opened === undefined) return { cwd, descriptors };
  return { cwd, descriptors: new Map(descriptors).set(Number.parseInt(result, 10), opened) };
}

/** `\x41\x42` or plain letters, as one byte a character: a path need not be UTF-8. */
function decode(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** What a quoted argument says; undefined for NULL and for an address that could not be read. */
export function stringOf(arg: string | undefined): string | undefined {
  const quoted = /^"(.*)"/.exec(arg ?? '')?.[1];
  return quoted === undefined ? undefined : decode(quoted);
}

/** What strace says of a descriptor: `3<path>`. */
export function descriptorPath(arg: string | undefined): string | undefined {
  const told = /^(?:-?[0-9]+|AT_FDCWD)<(.*?)>/.exec(arg ?? '')?.[1];
  return told === undefined ? undefined : decode(told);
}

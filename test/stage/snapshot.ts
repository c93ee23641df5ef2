import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** One entry, and every entry of some directories, with all that a program could change about it. The change time betrays attributes too. */
export type Snapshot = ReadonlyMap<string, string>;

export function takeSnapshot(entry: string, ...directories: readonly string[]): Snapshot {
  const trees = directories.filter((directory) => existsSync(directory)).map((directory) => Buffer.from(directory));
  const entries = [Buffer.from(entry), ...trees.flatMap(treeOf)];
  return new Map(entries.map((entry) => [entry.toString('latin1'), describe(entry)]));
}

export function differences(before: Snapshot, after: Snapshot): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name} was [${before.get(name) ?? 'absent'}] and is [${after.get(name) ?? 'absent'}]`);
}

function treeOf(entry: Buffer): Buffer[] {
  if (!lstatSync(entry).isDirectory()) return [entry];
  const names = readdirSync(entry, { encoding: 'buffer' });
  return [entry, ...names.flatMap((name) => treeOf(Buffer.concat([entry, Buffer.from(path.sep), name])))];
}

function describe(entry: Buffer): string {
  const { mode, uid, gid, nlink, size, mtimeNs, ctimeNs } = lstatSync(entry, { bigint: true });
  return [mode.toString(8), uid, gid, nlink, size, mtimeNs, ctimeNs, content(entry)].join(' ');
}

function content(entry: Buffer): string {
  const status = lstatSync(entry);
  if (status.isSymbolicLink()) return readlinkSync(entry);
  if (!status.isFile() || (status.mode & 0o400) === 0) return '';
  return readFileSync(entry).subarray(0, 200).toString('latin1');
}

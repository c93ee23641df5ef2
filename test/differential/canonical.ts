import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { Call } from './trace.js';

const mostLinks = 40;

/** Where a path leads, component by component, as path_resolution(7) says it. What is not there is taken by its letters. */
export function canonical(
  start: string,
  follows: boolean,
  { process, descriptors }: Pick<Call, 'process' | 'descriptors'>,
): string {
  const rest = start.split('/').reverse();
  let here = '/';
  let links = 0;
  while (rest.length > 0) {
    const part = rest.pop() as string;
    if (part === '' || part === '.') continue;
    const next = part === '..' ? path.dirname(here) : path.join(here, part);
    const target = part === '..' || (rest.length === 0 && !follows) ? undefined : linkAt(next, process, descriptors);
    if (target === undefined || ++links > mostLinks) here = next;
    else {
      if (target.startsWith('/')) here = '/';
      rest.push(...target.split('/').reverse());
    }
  }
  return here;
}

function linkAt(place: string, process: number, descriptors: ReadonlyMap<number, string>): string | undefined {
  if (place === '/proc/self') return String(process);
  const descriptor = new RegExp(`^/proc/${process}/fd/([0-9]+)$`).exec(place)?.[1];
  if (descriptor !== undefined) return descriptors.get(Number(descriptor));
  const bytes = Buffer.from(place, 'latin1');
  // Another process's magic link leads nowhere: it is refused by its own name.
  if (/^\/proc\/[0-9]+\/./.test(place)) return undefined;
  try {
    return lstatSync(bytes).isSymbolicLink() ? readlinkSync(bytes, 'latin1') : undefined;
  } catch {
    return undefined;
  }
}

import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Ground } from '../../stage/ground.js';
import type { Victim } from '../description.js';

/** A device file where none belongs: the machine's random numbers. Only root can make one, and not everywhere. */
export interface Device extends Victim {
  readonly name: string;
}

export function device(ground: Ground): Promise<Device> {
  const name = path.join(ground.outside, 'device');
  return Promise.resolve({ name, lacking: !makes(name), harm: () => [], dispose: () => undefined });
}

function makes(name: string): boolean {
  try {
    execFileSync('mknod', ['-m', '666', name, 'c', '1', '9'], { stdio: 'ignore' });
    closeSync(openSync(name, 'r'));
    return true;
  } catch {
    return false;
  }
}

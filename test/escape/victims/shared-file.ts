import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Ground } from '../../stage/ground.js';
import type { SharedObject } from './shared-object.js';

/** What shm_open(3) of somebody else made: a file in a place that all share. */
export async function sharedFile(ground: Ground): Promise<SharedObject> {
  const name = path.join('/dev/shm', path.basename(ground.root));
  writeFileSync(name, ground.canary);
  return {
    name,
    id: '',
    harm: () => (readFileSync(name, 'utf8') === ground.canary ? [] : ['the shared file has changed']),
    dispose: () => rmSync(name),
  };
}

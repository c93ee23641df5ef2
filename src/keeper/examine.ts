// Asks the keeper what this machine can do for a jail. It finds out by doing it.

import { spawnSync } from 'node:child_process';
import { JailKeeperError } from '../errors.js';
import { decodeExamination, type FeatureRecord } from '../protocol/examination.js';
import { MalformedRecord } from '../protocol/record.js';
import { locateKeeper } from './locate.js';

export function askKeeper(): FeatureRecord[] {
  const { stdout, error } = spawnSync(locateKeeper(), ['examine'], {
    encoding: 'latin1',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw new JailKeeperError('ERR_JAIL_KEEPER_LOST', error.message, { cause: error });
  try {
    return decodeExamination(stdout);
  } catch (cause) {
    if (cause instanceof MalformedRecord) throw new JailKeeperError('ERR_JAIL_PROTOCOL', cause.message, { cause });
    throw cause;
  }
}

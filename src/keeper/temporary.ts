// What the library itself makes where temporary files belong.

import { tmpdir } from 'node:os';
import { JailKeeperError } from '../errors.js';

/** Whether there were no descriptors left: that is not the directory's fault. */
export const isOutOfDescriptors = (error: unknown): error is NodeJS.ErrnoException & { code: 'EMFILE' | 'ENFILE' } =>
  error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');

export function makeInTemporary<Made>(make: (directory: string) => Made): Made {
  try {
    return make(tmpdir());
  } catch (cause) {
    if (isOutOfDescriptors(cause) || !(cause instanceof Error)) throw cause;
    throw new JailKeeperError('ERR_JAIL_TEMPORARY', cause.message, { cause });
  }
}

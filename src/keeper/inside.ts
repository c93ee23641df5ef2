// Whether this process is itself in a jail: a program that was forked under --import jailkeeper/register, or that imports
// jailkeeper/child_process and runs in a jail. What it starts is in that jail too, and a second supervisor is impossible.

import { closeSync, openSync } from 'node:fs';

/** A name that is nowhere, by which a keeper is asked. See protocol/PROTOCOL.md. */
const QUESTION = '/proc/self/jailkeeper';
/** EISNAM, which no file system answers. */
const ANSWER = 120;

function ask(): boolean {
  try {
    closeSync(openSync(QUESTION, 'r'));
    return false;
  } catch (error) {
    return error instanceof Error && 'errno' in error && error.errno === -ANSWER;
  }
}

let answer: boolean | undefined;

/** Asked once: nobody gets out of a jail. */
export function isInsideJail(): boolean {
  answer ??= ask();
  return answer;
}

import type { ChildProcessModule, Subject } from './case.js';

/** The module under test. `register` is node's own here too: the host was started under --import. */
export async function loadSubject(subject: Subject): Promise<ChildProcessModule> {
  if (subject !== 'jailkeeper') return (await import('node:child_process')).default;
  return (await import('../../src/child-process/drop-in.js')).default;
}

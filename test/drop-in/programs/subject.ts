import type { ChildProcessModule, Subject } from '../case.js';
import { loadSubject } from '../subject.js';

/** The module that a nested program was told to use. */
export const cp: ChildProcessModule = await loadSubject(process.argv[2] as Subject);

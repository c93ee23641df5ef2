// Tells of a jailbreak: the jail's listeners, the child's, and whoever watches all jails of the process.

import { channel } from 'node:diagnostics_channel';
import type { EventEmitter } from 'node:events';
import type { Jailbreak } from '../policy/jailbreak.js';
import type { Jail } from './jail.js';

/** The name of the diagnostics channel on which every attempt is published as `{ jailbreak, jail }`. */
export const JAILBREAK_CHANNEL = 'jailkeeper.jailbreak';

const watchers = channel(JAILBREAK_CHANNEL);

export function announceJailbreak(jailbreak: Jailbreak, jail: Jail, child?: EventEmitter): void {
  if (watchers.hasSubscribers) watchers.publish({ jailbreak, jail });
  jail.emit('jailbreak', jailbreak);
  child?.emit('jailbreak', jailbreak);
}

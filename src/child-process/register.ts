// `node --import jailkeeper/register app.js`: every process that app.js starts is jailed, with the policy of
// JAILKEEPER_POLICY. Nothing is exported, nothing has to be replaced in modules: the one place where processes start is.

import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { JAILBREAK_CHANNEL } from '../jail/announce.js';
import { formatJailbreak } from '../jail/display.js';
import { makeJail } from '../jail/jail.js';
import { locateKeeper } from '../keeper/locate.js';
import type { Jailbreak } from '../policy/jailbreak.js';
import { prepareEnvironmentPolicy } from './environment-policy.js';
import { jailEveryCall } from './interception.js';

const STDERR_FD = 2;

function tell(message: unknown): void {
  const { jailbreak } = message as { jailbreak: Jailbreak };
  try {
    writeSync(STDERR_FD, `jailkeeper: ${formatJailbreak(jailbreak)}\n`);
  } catch {
    // The application closed its standard error, or it is full: the jail holds all the same.
  }
}

const policy = prepareEnvironmentPolicy();
locateKeeper();
subscribe(JAILBREAK_CHANNEL, tell);
jailEveryCall(() => makeJail(policy));

// `node --import jailkeeper/register app.js`: every process that app.js starts is jailed, with the policy of
// JAILKEEPER_POLICY. Nothing is exported, nothing has to be replaced in modules: the one place where processes start is.

import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { JAILBREAK_CHANNEL } from '../jail/announce.js';
import { formatJailbreak } from '../jail/display.js';
import { makeJail } from '../jail/jail.js';
import type { PreparedPolicy } from '../jail/prepared-policy.js';
import { isInsideJail } from '../keeper/inside.js';
import { locateKeeper } from '../keeper/locate.js';
import type { Jailbreak } from '../policy/jailbreak.js';
import { POLICY_VARIABLE, prepareEnvironmentPolicy } from './environment-policy.js';
import { jailEveryCall } from './interception.js';
import { loadInEveryWorker } from './worker-threads.js';

const STDERR_FD = 2;
const POLICY_KEY = 'jailkeeper:policy';

/** What a forked node, which inherits our --import, must read to find that it is in a jail. Wherever it is installed. */
const OWN_FILES = ['..', '../../package.json'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** A worker may have an environment of its own; its policy is that of the program. */
function prepareThreadPolicy(): PreparedPolicy {
  if (isMainThread) setEnvironmentData(POLICY_KEY, process.env[POLICY_VARIABLE] ?? '');
  return prepareEnvironmentPolicy(String(getEnvironmentData(POLICY_KEY) ?? ''), OWN_FILES);
}

function tell(message: unknown): void {
  const { jailbreak } = message as { jailbreak: Jailbreak };
  try {
    writeSync(STDERR_FD, `jailkeeper: ${formatJailbreak(jailbreak)}\n`);
  } catch {
    // The application closed its standard error, or it is full: the jail holds all the same.
  }
}

function register(): void {
  const policy = prepareThreadPolicy();
  locateKeeper();
  // A message of a channel reaches the listeners of its own thread only.
  subscribe(JAILBREAK_CHANNEL, tell);
  jailEveryCall(() => makeJail(policy));
  const ownFile = fileURLToPath(import.meta.url);
  // As TypeScript, in our own tests, it needs a loader that a worker may not have.
  if (!ownFile.endsWith('.ts')) loadInEveryWorker(ownFile);
}

// A program that a jailed one started is in the same jail, and so is whatever it starts.
if (!isInsideJail()) register();

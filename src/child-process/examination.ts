// What this machine can enforce: the keeper tries what a jail is made of, and a jail is started as the proof.

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { getSystemErrorName } from 'node:util';
import { JailKeeperError, type JailKeeperErrorCode } from '../errors.js';
import type { EnforcementReport } from '../jail/jail.js';
import { askKeeper } from '../keeper/examine.js';
import { isInsideJail } from '../keeper/inside.js';
import { locateKeeper } from '../keeper/locate.js';
import { makeInTemporary } from '../keeper/temporary.js';
import { FEATURES, LISTENING_ELSEWHERE } from '../kernel/features.js';
import { findSurroundings, type Surroundings } from '../kernel/surroundings.js';
import type { Enforcement } from '../policy/types.js';
import type { FeatureRecord } from '../protocol/examination.js';
import { callUnjailed } from './interception.js';
import { JailKeeper } from './jail-keeper.js';

/** One thing that a jail is made of. */
export interface ExaminedFeature {
  readonly name: string;
  readonly works: boolean;
  /** Why it does not. */
  readonly error?: string;
  /** Landlock's ABI. */
  readonly value?: number;
  /** The version of Linux that brought it. */
  readonly since?: string;
  /** What is lost without it. */
  readonly without: string;
  readonly remedy: string;
}

/** A jail that was not started. */
export interface Obstacle {
  readonly code: JailKeeperErrorCode;
  readonly message: string;
}

export interface Examination {
  /** The most that `enforcement` can demand here: `full`, `partial`, `nested`, or `none` where no jail starts. */
  readonly level: Enforcement | 'none';
  /** What a jail that demanded everything got; where none started, undefined. */
  readonly enforcement: EnforcementReport | undefined;
  /** Why a level above was refused, the highest first. */
  readonly obstacles: readonly Obstacle[];
  readonly features: readonly ExaminedFeature[];
  readonly surroundings: Surroundings;
  readonly keeper: string | undefined;
}

const LEVELS: readonly Enforcement[] = ['full', 'partial', 'nested'];

function describeFeature({ name, errno, value }: FeatureRecord): ExaminedFeature {
  const {
    without = '',
    remedy = '',
    since,
  } = FEATURES[errno === constants.errno.EBUSY ? LISTENING_ELSEWHERE : name] ?? {};
  return {
    name,
    works: errno === 0,
    ...(errno === 0 ? {} : { error: getSystemErrorName(-errno) }),
    ...(value === undefined ? {} : { value }),
    ...(since === undefined ? {} : { since }),
    without,
    remedy,
  };
}

/** A program that writes inside, and tries to read outside. What came of it is looked at from outside. */
function proveIn(place: string, enforcement: Enforcement): EnforcementReport | undefined {
  const [cwd, secret, inside] = [join(place, 'jail'), join(place, 'secret'), join(place, 'jail', 'inside')];
  mkdirSync(cwd);
  writeFileSync(secret, 'outside');
  const metadata = enforcement === 'nested' ? 'allow' : 'deny';
  const jail = new JailKeeper({ enforcement, metadata, onJailbreak: 'deny' });
  const attempts: string[] = [];
  jail.on('jailbreak', ({ file }) => attempts.push(file));
  const line = 'echo written > inside; cat "$0"';
  const { stdout, error } = jail.spawnSync('/bin/sh', ['-c', line, secret], { cwd, encoding: 'utf8' });
  if (error) throw new JailKeeperError('ERR_JAIL_PROOF', error.message, { cause: error });
  const wrote = readFileSync(inside, { encoding: 'utf8', flag: 'a+' });
  if (wrote !== 'written\n') throw new JailKeeperError('ERR_JAIL_PROOF', 'it could not write inside');
  if (stdout !== '') throw new JailKeeperError('ERR_JAIL_PROOF', 'it read a file outside');
  const isReporting = jail.enforcement?.areas.reporting === 'full';
  if (isReporting && !attempts.includes(secret)) {
    throw new JailKeeperError('ERR_JAIL_PROOF', 'its attempt to read a file outside was not reported');
  }
  return jail.enforcement;
}

function prove(enforcement: Enforcement): EnforcementReport | undefined {
  // Inside of another jail only the working directory is sure to be writable.
  const make = (parent: string) => realpathSync(mkdtempSync(join(parent, 'jailkeeper-doctor-')));
  const place = isInsideJail() ? make(process.cwd()) : makeInTemporary(make);
  try {
    return proveIn(place, enforcement);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function asObstacle(error: unknown): Obstacle {
  if (!(error instanceof JailKeeperError)) throw error;
  return { code: error.code, message: error.message };
}

/** Tries the levels from the highest on. */
function findLevel(): Pick<Examination, 'level' | 'enforcement' | 'obstacles'> {
  const obstacles: Obstacle[] = [];
  for (const level of LEVELS) {
    try {
      return { level, enforcement: prove(level), obstacles };
    } catch (error) {
      const obstacle = asObstacle(error);
      if (obstacles.at(-1)?.message !== obstacle.message) obstacles.push(obstacle);
    }
  }
  return { level: 'none', enforcement: undefined, obstacles };
}

/** What this machine can enforce, here and now, for this user. */
export function examineMachine(): Examination {
  const surroundings = findSurroundings();
  let keeper: string;
  try {
    keeper = locateKeeper();
  } catch (error) {
    const obstacles = [asObstacle(error)];
    return { level: 'none', enforcement: undefined, obstacles, features: [], surroundings, keeper: undefined };
  }
  const features = callUnjailed(askKeeper).map(describeFeature);
  return { ...findLevel(), features, surroundings, keeper };
}

// What JavaScript hears of a program that attempts all that it can, where nothing is refused: how fast, and whether all of it.

import { once } from 'node:events';
import { type Jailbreak, JailKeeper } from '../../src/index.js';
import { median } from '../measure.js';
import type { Place } from '../place.js';
import type { ServiceFigure } from '../service.js';

/** In one run: so few that the report of a synchronous jail, which has a limit, holds a record of each. */
const ATTEMPTS = 20_000;
const ROUNDS = { full: 21, quick: 2 };
const OUTSIDE = '/no-such-directory';
const NS_PER_SECOND = 1e9;

type Way = 'different' | 'same';

/** What the program says of itself. */
interface Caused {
  readonly attempts: number;
  readonly startNs: number;
  readonly endNs: number;
}

function readCaused(output: string): Caused {
  const [attempts = Number.NaN, startNs = Number.NaN, endNs = Number.NaN] = output.trim().split(' ').map(Number);
  return { attempts, startNs, endNs };
}

interface Heard {
  readonly caused: Caused;
  /** Attempts by their counts. */
  readonly attempts: number;
  readonly lastNs: number;
}

const nowNs = (): number => Number(process.hrtime.bigint());
const perSecond = (count: number, timeNs: number): number => (count * NS_PER_SECOND) / timeNs;

async function hear({ programs, directory }: Place, way: Way, count: number): Promise<Heard> {
  const jail = new JailKeeper({ onJailbreak: 'log' });
  const counted = new WeakMap<Jailbreak, number>();
  let attempts = 0;
  let lastNs = 0;
  const add = (jailbreak: Jailbreak): void => {
    attempts += jailbreak.count - (counted.get(jailbreak) ?? 0);
    counted.set(jailbreak, jailbreak.count);
    lastNs = nowNs();
  };
  jail.on('jailbreak', add).on('repeated', add);
  const args = [way, OUTSIDE, String(count)];
  const child = jail.spawn(programs['cause-records'], args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('latin1').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');
  return { caused: readCaused(output), attempts, lastNs };
}

/** The same program where the keeper writes its report to a file and nobody reads it meanwhile. */
function causeUnread({ programs, directory }: Place): Caused {
  const jail = new JailKeeper({ onJailbreak: 'log' });
  const args = ['different', OUTSIDE, String(ATTEMPTS)];
  const { stdout } = jail.spawnSync(programs['cause-records'], args, { cwd: directory, encoding: 'utf8' });
  return readCaused(stdout);
}

const lostOf = ({ caused, attempts }: Heard): number => caused.attempts - attempts;
const speedOf = ({ attempts, caused, lastNs }: Heard): number => perSecond(attempts, lastNs - caused.startNs);

export async function measureRecords(place: Place, isQuick: boolean): Promise<ServiceFigure[]> {
  const different: Heard[] = [];
  const same: Heard[] = [];
  const unread: Caused[] = [];
  const rounds = isQuick ? ROUNDS.quick : ROUNDS.full;
  for (let round = 0; round < rounds; round++) {
    different.push(await hear(place, 'different', ATTEMPTS));
    unread.push(causeUnread(place));
    same.push(await hear(place, 'same', ATTEMPTS));
  }
  const lost = [...different, ...same].map(lostOf).reduce((sum, value) => sum + Math.abs(value), 0);
  const caused = unread.map(({ attempts, startNs, endNs }) => perSecond(attempts, endNs - startNs));
  const each = ATTEMPTS.toLocaleString('en');
  const of = `${rounds} × ${each} attempts`;
  return [
    { figure: 'records into JavaScript', value: median(different.map(speedOf)), unit: 'a second', of },
    { figure: 'records that the target causes, unread', value: median(caused), unit: 'a second', of },
    { figure: 'repetitions counted in JavaScript', value: median(same.map(speedOf)), unit: 'a second', of },
    { figure: 'attempts lost or invented', value: lost, unit: 'records', of: `2 × ${of}` },
  ];
}

// npm run test:chaos: jails whose keepers, or whose service, are killed or stopped at random moments.
//   npm run test:chaos -- [--rounds 1000] [--only 'SIGKILL both'] [--ordinary]

import { parseArgs } from 'node:util';
import type { Ground } from '../stage/ground.js';
import { onGround } from '../stage/on-ground.js';
import { runCommand } from './command.js';
import { MOMENTS } from './moment.js';
import { outlived, playRound, type Verdict } from './round.js';
import { endServices, playServiceRound } from './service-round.js';
import { Shooter } from './shooter.js';
import { formatTable } from './table.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    only: { type: 'string' },
    ordinary: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const lost = 'ERR_JAIL_KEEPER_LOST';

/** Ctrl-C ends the run with a table of what was played. */
let isCutShort = false;
process.once('SIGINT', () => {
  isCutShort = true;
});

type Play = (ground: Ground, round: number) => Promise<Verdict>;

function makeScenarios(shooter: Shooter): [name: string, play: Play][] {
  const aims = ['guard', 'supervisor', 'both'] as const;
  const signals = ['SIGKILL', 'SIGSTOP'] as const;
  const scenarios = signals.flatMap((signal) =>
    aims.map((aim): [string, Play] => [
      `${signal} ${aim}`,
      (ground, round) => playRound(ground, shooter, round, aim, signal),
    ]),
  );
  return [...scenarios, ['SIGKILL Node', playServiceRound]];
}

/** Node cannot say anything when it is dead. */
const isClear = (name: string, { errors }: Verdict): boolean => name.endsWith('Node') || errors.join() === lost;

const isBad = (name: string, verdict: Verdict): boolean =>
  verdict.gotOut || outlived(verdict) || !isClear(name, verdict);

function summarize(name: string, verdicts: readonly Verdict[]): (string | number)[] {
  const count = (test: (verdict: Verdict) => boolean): number => verdicts.filter(test).length;
  const times = verdicts.map(({ goneMs }) => goneMs).sort((a, b) => a - b);
  return [
    name,
    verdicts.length,
    ...MOMENTS.map((moment) => count((verdict) => verdict.moment === moment)),
    count(({ gotOut }) => gotOut),
    count(outlived),
    name.endsWith('Node') ? '' : count((verdict) => !isClear(name, verdict)),
    `${times[times.length >> 1]} / ${times.at(-1)}`,
  ];
}

async function playScenario(name: string, play: Play): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await onGround(async (ground) => {
    for (let round = 0; round < rounds && !isCutShort; round++) {
      const verdict = await play(ground, round);
      verdicts.push(verdict);
      if (isBad(name, verdict)) console.error(`${name}, round ${round}: ${JSON.stringify(verdict)}`);
      if ((round + 1) % 100 === 0) console.error(`${name}: ${round + 1} of ${rounds}`);
    }
  });
  return verdicts;
}

await runCommand(options.ordinary, async () => {
  const shooter = new Shooter();
  const scenarios = makeScenarios(shooter).filter(([name]) => name === (options.only ?? name));
  const rows: (string | number)[][] = [];
  let isFine = true;
  for (const [name, play] of scenarios) {
    const verdicts = await playScenario(name, play);
    rows.push(summarize(name, verdicts));
    isFine &&= !verdicts.some((verdict) => isBad(name, verdict));
  }
  shooter.dismiss();
  await endServices();
  const head = [
    'hit',
    'jails',
    ...MOMENTS,
    'got out',
    'outlived 1 s',
    'no clear error',
    'gone after ms (median / longest)',
  ];
  console.log(formatTable(head, rows));
  return isFine;
});

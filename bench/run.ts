// npm run bench: measures a jail against nothing, the floor and the peers, and says which aims hold.
//
//   node --import tsx bench/run.ts [--quick] [--only WORDS] [--json FILE] [--write]
//
//   --quick  fewer rounds, under two minutes: for a first look, not for a claim
//   --only   only what has these words in its name
//   --json   also write everything to FILE
//   --write  also write docs/benchmarks.md and docs/images/opens.svg

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judge } from './aims.js';
import { isAvailable, makeContestants } from './contestants.js';
import { describeMachine } from './machine.js';
import { measure, type Result } from './measure.js';
import { measureNodeLevel, NODE_LEVEL } from './node-level.js';
import { makePlace, type Place, removePlace } from './place.js';
import { plotOpens } from './plot.js';
import { formatRun, type Run } from './report.js';
import { SERVICE, type ServiceFigure } from './service.js';
import { measureSpawnsAtOnce, SPAWNS_AT_ONCE } from './spawns-at-once.js';
import { makeWorkloads } from './workloads.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});

/** What is under way, for whoever waits. */
const say = (name: string): void => {
  process.stderr.write(`${name} …\n`);
};

async function measureNode(isQuick: boolean, only: string): Promise<Result[]> {
  const results: Result[] = [];
  if (NODE_LEVEL.includes(only)) {
    say(NODE_LEVEL);
    results.push(...(await measureNodeLevel(isQuick)));
  }
  if (SPAWNS_AT_ONCE.includes(only)) {
    say(SPAWNS_AT_ONCE);
    results.push(await measureSpawnsAtOnce(isQuick));
  }
  return results;
}

async function measureService(place: Place, isQuick: boolean, only: string): Promise<ServiceFigure[]> {
  const figures: ServiceFigure[] = [];
  for (const { name, measure: measureFigures } of SERVICE.filter(({ name }) => name.includes(only))) {
    say(name);
    figures.push(...(await measureFigures(place, isQuick)));
  }
  return figures;
}

async function runAll(isQuick: boolean, only: string): Promise<Run> {
  const machine = describeMachine();
  const place = makePlace();
  try {
    const contestants = makeContestants(place).filter(isAvailable);
    const results = makeWorkloads(place, only).map((workload) => {
      say(workload.name);
      return measure(workload, contestants, place, isQuick);
    });
    results.push(...(await measureNode(isQuick, only)));
    const service = await measureService(place, isQuick, only);
    return { machine, results, service, aims: judge(results, service) };
  } finally {
    removePlace(place);
  }
}

function writePages(run: Run): void {
  const introduction = readFileSync(new URL('introduction.md', import.meta.url), 'utf8');
  mkdirSync(new URL('../docs/images', import.meta.url), { recursive: true });
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), `${introduction}\n${formatRun(run)}\n`);
  writeFileSync(new URL('../docs/images/opens.svg', import.meta.url), plotOpens(run));
}

const run = await runAll(options.quick, options.only ?? '');
console.log(formatRun(run));
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, null, 2)}\n`);
if (options.write && options.only === undefined) writePages(run);

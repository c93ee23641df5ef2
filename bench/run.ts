// npm run bench: measures a jail against nothing, the floor and the peers, and says which aims hold.
//
//   node --import tsx bench/run.ts [--quick] [--only WORDS] [--json FILE] [--write]
//
//   --quick  fewer rounds, under 40 seconds: for a first look, not for a claim
//   --only   only workloads with these words in their name
//   --json   also write everything to FILE
//   --write  also write docs/benchmarks.md

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judge } from './aims.js';
import { isAvailable, makeContestants } from './contestants.js';
import { describeMachine } from './machine.js';
import { measure } from './measure.js';
import { measureNodeLevel } from './node-level.js';
import { makePlace, removePlace } from './place.js';
import { formatRun, type Run } from './report.js';
import { makeWorkloads } from './workloads.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});

async function runAll(isQuick: boolean, only: string | undefined): Promise<Run> {
  const machine = describeMachine();
  const place = makePlace();
  try {
    const contestants = makeContestants(place).filter(isAvailable);
    const results = makeWorkloads(place, only).map((workload) => {
      process.stderr.write(`${workload.name} …\n`);
      return measure(workload, contestants, place, isQuick);
    });
    if (only === undefined) {
      process.stderr.write('child_process.spawn …\n');
      results.push(...(await measureNodeLevel(isQuick)));
    }
    return { machine, results, aims: judge(results) };
  } finally {
    removePlace(place);
  }
}

function writePage(run: Run): void {
  const introduction = readFileSync(new URL('introduction.md', import.meta.url), 'utf8');
  mkdirSync(new URL('../docs', import.meta.url), { recursive: true });
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), `${introduction}\n${formatRun(run)}\n`);
}

const run = await runAll(options.quick, options.only);
console.log(formatRun(run));
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, null, 2)}\n`);
if (options.write && options.only === undefined) writePage(run);

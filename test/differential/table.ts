// Prints the table of docs/internals/differential.md: `node --import tsx test/differential/table.ts [NAME...]`.

import process from 'node:process';
import { account, isInstalled } from './account.js';
import { workloads } from './workloads.js';

const wanted = process.argv.slice(2);
const chosen = workloads.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).filter(isInstalled);
const reasons = new Map<string, number>();

console.log(
  '| command | calls | refused by the witness | named by events | places | missing | extra | explained | reached outside |',
);
console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|');
for (const workload of chosen) {
  const { calls, refused, named, places, missing, extra, explained, reached } = await account(workload);
  const silent = [...explained.values()].flat().length;
  const cells = [workload.name, calls, refused, named, places, missing.length, extra.length, silent, reached.length];
  console.log(`| ${cells.join(' | ')} |`);
  for (const [reason, silently] of explained) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + silently.length);
    console.error(`${workload.name}: ${reason}: ${silently[0]}`);
  }
  for (const line of missing) console.error(`missing: ${line}`);
  for (const line of extra) console.error(`extra: ${line}`);
  for (const line of reached) console.error(`reached: ${line}`);
}
console.log(`\n| explained | calls |\n|---|--:|`);
for (const [reason, count] of reasons) console.log(`| ${reason} | ${count} |`);

import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { account, isInstalled } from './account.js';
import { workloads } from './workloads.js';

/** All of them take a minute or two; `npm run test:differential` takes it. */
const all = process.env.JAILKEEPER_DIFFERENTIAL === 'all';

for (const workload of workloads.filter(isInstalled).filter(({ everyday }) => all || everyday)) {
  test(`${workload.name}: the events name what strace saw refused, and nothing else`, async (t) => {
    const { calls, refused, named, places, missing, extra, explained, reached, outcome } = await account(workload);
    t.diagnostic(`${calls} calls, ${refused} refused, ${named} named, ${places} places`);
    for (const [reason, silent] of explained) t.diagnostic(`${silent.length} × ${reason}`);
    const output = `${outcome.stdout.toString().slice(-2000)}\n${outcome.stderr.toString().slice(-3000)}`;
    assert.deepEqual(missing, [], output);
    assert.deepEqual(extra, [], output);
    assert.deepEqual(reached, [], output);
    assert.ok(named > 0, output);
  });
}

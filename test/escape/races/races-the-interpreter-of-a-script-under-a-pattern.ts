import { race } from '../race.js';
import { layTools } from '../tools.js';

race(import.meta.url, {
  name: 'lets a child exchange a script with one for an interpreter outside, where patterns decide',
  program: 'race-an-execution.c',
  args: (ground) => ['script', `${ground.jail}/tool`, `${ground.outside}/program`],
  prepare: layTools,
  policy: () => ({ read: [/\/no-such-place\//] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});

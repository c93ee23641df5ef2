import { race } from '../race.js';
import { layTools } from '../tools.js';

race(import.meta.url, {
  name: 'lets a child exchange a script with one for an interpreter outside',
  program: 'race-an-execution.c',
  args: (ground) => ['script', `${ground.jail}/tool`, `${ground.outside}/program`],
  prepare: layTools,
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});

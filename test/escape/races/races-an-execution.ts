import { race } from '../race.js';
import { layTools } from '../tools.js';

race(import.meta.url, {
  name: 'lets a process change the path of a program',
  program: 'race-an-execution.c',
  args: (ground) => ['path', `${ground.jail}/tool`, `${ground.outside}/program`],
  prepare: layTools,
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});

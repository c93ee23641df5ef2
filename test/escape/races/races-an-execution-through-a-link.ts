import { race } from '../race.js';
import { layTools } from '../tools.js';

race(import.meta.url, {
  name: 'lets a child swap the link to a program',
  program: 'race-an-execution.c',
  args: (ground) => ['link', `${ground.jail}/tool`, `${ground.outside}/program`],
  prepare: layTools,
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});

import { race } from '../race.js';
import { layTools } from '../tools.js';

race(import.meta.url, {
  name: 'lets a thread change the path of a program, where something is denied',
  program: 'race-an-execution.c',
  args: (ground) => ['thread-path', `${ground.jail}/tool`, `${ground.outside}/program`],
  prepare: layTools,
  policy: (ground) => ({ deny: [`${ground.jail}/absent`] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});

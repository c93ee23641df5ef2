import { race } from '../race.js';
import { layTools } from '../tools.js';

race(import.meta.url, {
  name: 'lets a process change the path of a program, where patterns decide',
  program: 'race-an-execution.c',
  args: (ground) => ['path', `${ground.jail}/tool`, `${ground.outside}/program`],
  prepare: layTools,
  policy: () => ({ read: [/\/no-such-place\//] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});

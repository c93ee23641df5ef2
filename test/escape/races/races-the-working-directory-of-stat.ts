import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of chdir, where what is outside is hidden',
  program: 'race-a-path.c',
  args: (ground) => ['stat-cwd', `${ground.jail}/sub`, `${ground.outside}/directory`],
  policy: () => ({ metadata: 'deny' }),
  boast: 'told about it',
});

import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of stat, where what is outside is hidden',
  program: 'race-a-path.c',
  args: (ground) => ['stat', `${ground.jail}/inside`, ground.secret],
  policy: () => ({ metadata: 'deny' }),
  boast: 'told about it',
});

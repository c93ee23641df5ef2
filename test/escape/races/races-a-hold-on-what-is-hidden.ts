import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of an O_PATH open, where what is outside is hidden',
  program: 'race-a-path.c',
  args: (ground) => ['hold', `${ground.jail}/inside`, ground.secret],
  policy: () => ({ metadata: 'deny' }),
  boast: 'told about it',
});

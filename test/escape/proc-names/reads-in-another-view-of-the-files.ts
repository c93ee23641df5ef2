import { trick } from '../trick.js';
import { neighbour } from '../victims/neighbour.js';

trick({
  name: 'reads below the root of a process that sees other files at the same place',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, neighbour) => ['open', neighbour.secret],
  victim: neighbour,
  event: {},
});

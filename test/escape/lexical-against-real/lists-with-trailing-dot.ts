import { trick } from '../trick.js';

trick({
  name: 'lists a directory outside with /. at the end',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: () => ['listing', '../outside/directory/.'],
  event: { mode: 'read', file: (ground) => `${ground.outside}/directory` },
  harmless: () => ['listing', 'sub/.'],
});

import { trick } from '../trick.js';

trick({
  name: 'leaves an orphan behind that is traced by whoever adopts it',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['traced-orphan'],
});

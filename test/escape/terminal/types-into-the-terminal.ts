import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'types into the terminal',
  class: 'terminal',
  program: 'type-into-terminal.c',
  args: () => ['5412'],
  stdin: (_ground, terminal) => terminal.name,
  victim: terminal,
  event: { mode: 'kernel' },
});

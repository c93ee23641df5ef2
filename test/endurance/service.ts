// A service that runs a jail when it is told to. Somebody will kill it.
//   service DIRECTORY-OF-THE-LIBRARY

import type { StdioOptions } from 'node:child_process';
import { writeSync } from 'node:fs';

interface Order {
  readonly policy: object;
  readonly file: string;
  readonly args: readonly string[];
  readonly options: object;
  readonly isSync: boolean;
}

const { JailKeeper } = (await import(process.argv[2] ?? '')) as typeof import('../../src/index.js');

process.on('message', ({ policy, file, args, options, isSync }: Order) => {
  const jail = new JailKeeper(policy);
  const stdio: StdioOptions = ['ignore', 'inherit', 'ignore'];
  if (isSync) jail.spawnSync(file, args, { ...options, stdio });
  else jail.spawn(file, args, { ...options, stdio }).on('error', (error: Error) => writeSync(2, `${error}\n`));
});
process.send?.('ready');

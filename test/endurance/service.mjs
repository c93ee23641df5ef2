// A service that runs a jail when it is told to. Somebody will kill it: a thousand times, so it is JavaScript, and no
// compiler has to start first.
//   service LIBRARY

import { writeSync } from 'node:fs';

/** @type {typeof import('../../src/index.js')} */
const { JailKeeper } = await import(process.argv[2] ?? '');

process.on('message', ({ policy, file, args, options, isSync }) => {
  const jail = new JailKeeper(policy);
  const stdio = ['ignore', 'inherit', 'ignore'];
  if (isSync) jail.spawnSync(file, args, { ...options, stdio });
  else jail.spawn(file, args, { ...options, stdio }).on('error', (error) => writeSync(2, `${error}\n`));
});
process.send?.('ready');

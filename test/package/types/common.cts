// Compiled, not run: the class is what require() gives.

import JailKeeper = require('jailkeeper');

const jail = new JailKeeper({ read: '/usr/bin' });
jail.spawn('ls').on('exit', (code: number | null) => code);
jail.on('jailbreak', ({ mode, file }) => `${mode} ${file}`);

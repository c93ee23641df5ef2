// `npm run demo`: two strangers try to take /etc/passwd with them, and an honest document compiles.

import { acts } from './demo/acts.mjs';
import { buildIfMissing } from './demo/build.mjs';
import { perform } from './demo/perform.mjs';
import { bold, dim } from './demo/terminal.mjs';

buildIfMissing();
const { JailKeeper } = await import('jailkeeper');

console.log(`\n${bold('JailKeeper')}  ${dim('every attempt is seen, and refused, before it takes effect')}`);
let asExpected = true;
for (const act of acts) asExpected = (await perform(JailKeeper, act)) && asExpected;
console.log();
process.exitCode = asExpected ? 0 : 1;

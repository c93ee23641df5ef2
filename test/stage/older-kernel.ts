// Emulates an older kernel: JAILKEEPER_TEST_LANDLOCK_ABI caps what the keeper may use of Landlock.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

export const landlockCap = process.env.JAILKEEPER_TEST_LANDLOCK_ABI;

const orderEnd = '\nend\n';

/** The cap is an option of the order that the library has no reason to offer, so it is added on the way to the keeper. */
function capOrders(cap: string): void {
  const write = fs.writeSync as (fd: number, bytes: Uint8Array | string, ...rest: unknown[]) => number;
  const writeCapped: typeof write = (fd, bytes, ...rest) => {
    const text = Buffer.from(bytes as Uint8Array).toString('latin1');
    if (!text.startsWith('order ') || !text.endsWith(orderEnd)) return write(fd, bytes, ...rest);
    const capped = text.replace(orderEnd, `\noption name=landlock-abi value=${cap}${orderEnd}`);
    const order = Buffer.from(capped, 'latin1');
    for (let at = 0; at < order.length; ) at += write(fd, order, at);
    return bytes.length;
  };
  fs.writeSync = writeCapped as typeof fs.writeSync;
  syncBuiltinESMExports();
}

if (landlockCap !== undefined) capOrders(landlockCap);

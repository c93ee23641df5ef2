// Emulates an older kernel: JAILKEEPER_TEST_LANDLOCK_ABI caps what the keeper may use of Landlock.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

const orderEnd = '\nend\n';

let cap = process.env.JAILKEEPER_TEST_LANDLOCK_ABI;

/** The highest ABI that jails started here may use; undefined: the kernel's own. */
export const landlockCap = (): number | undefined => (cap === undefined ? undefined : Number(cap));

/** Jails that are started from here on see a kernel of this ABI. */
export function capLandlock(abi: number | undefined): void {
  cap = abi?.toString();
}

let planned = landlockCap();

/** What `capLandlock` will be told when the tests run that are described from here on. */
export const plannedCap = (): number | undefined => planned;

export function planLandlock(abi: number): void {
  planned = abi;
}

type Write = (fd: number, bytes: Uint8Array | string, ...place: (number | null)[]) => number;

/** In a file the report begins where the library knows its order to end: this line, which says the default, makes room. */
const room = 'option name=enforcement value=full\n';

/** The cap is an option of the order that the library has no reason to offer, so it is added on the way to the keeper. */
function capOrder(order: string): string {
  const optionOf = (abi = '') => `option name=landlock-abi value=${abi}\n`;
  const digits = room.length - optionOf().length;
  return order.includes(room)
    ? order.replace(room, optionOf(cap?.padStart(digits, '0')))
    : order.replace(orderEnd, `\n${optionOf(cap)}${orderEnd.slice(1)}`);
}

function capOrders(): void {
  const write = fs.writeSync as Write;
  const writeCapped: Write = (fd, bytes, ...place) => {
    if (cap === undefined || typeof bytes === 'string') return write(fd, bytes, ...place);
    const text = Buffer.from(bytes).toString('latin1');
    if (!text.startsWith('order ') || !text.endsWith(orderEnd)) return write(fd, bytes, ...place);
    const order = Buffer.from(capOrder(text), 'latin1');
    const isPlaced = place.length === 3;
    for (let at = 0; at < order.length; ) at += write(fd, order, at, order.length - at, isPlaced ? at : null);
    return bytes.length;
  };
  fs.writeSync = writeCapped as typeof fs.writeSync;
  syncBuiltinESMExports();
}

capOrders();

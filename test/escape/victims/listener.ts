import { chmodSync } from 'node:fs';
import path from 'node:path';
import type { Ground } from '../../stage/ground.js';
import { settle, startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

export type ListenerKind =
  | 'unix-stream'
  | 'unix-datagram'
  | 'unix-packets'
  | 'abstract-stream'
  | 'abstract-datagram'
  | 'tcp4'
  | 'tcp6'
  | 'udp4'
  | 'udp6'
  | 'mptcp'
  | 'udplite';

/** A server outside. */
export interface Listener extends Victim {
  /** A path, an abstract name or a port. */
  readonly address: string;
}

/** It tells whoever connects the canary, hands over the secret's descriptor where it can, and is harmed by whatever it hears. */
export function listener(kind: ListenerKind): (ground: Ground) => Promise<Listener> {
  return (ground) => listen(kind, ground);
}

/** Likewise, but it takes the address only when somebody else has had it and let it go. */
export function heir(kind: ListenerKind): (ground: Ground) => Promise<Listener> {
  return (ground) => listen(kind, ground, 'heir');
}

async function listen(kind: ListenerKind, ground: Ground, ...more: string[]): Promise<Listener> {
  const address = addressFor(kind, ground);
  const program = await startOutside('hear.c', [kind, address, ground.canary, ground.secret, ...more], ground.outside);
  if (kind.startsWith('unix') && !program.lacking) chmodSync(address, 0o777);
  return {
    address: address === '0' ? (program.greeting.split(' ')[1] ?? '') : address,
    harm: async () => {
      await settle();
      return program.lines.map((line) => `the server ${line}`);
    },
    lacking: program.lacking,
    dispose: program.end,
  };
}

/** Port 0 lets the kernel choose one. */
function addressFor(kind: ListenerKind, ground: Ground): string {
  if (kind.startsWith('unix')) return path.join(ground.outside, 'server');
  return kind.startsWith('abstract') ? `jailkeeper-${ground.canary}` : '0';
}

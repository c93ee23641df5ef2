// What can be enforced or not, area by area; the keeper says how far. The names are those of protocol/PROTOCOL.md.

/** Each area with what is refused in it. */
export const AREAS = {
  files: 'opening, creating, changing, moving, linking and removing files outside of the policy',
  execution: 'executing programs outside of the policy, and what they name as interpreter or loader',
  attributes: 'changing mode, owner, times, extended attributes and flags of files outside',
  metadata: 'stat, access, readlink and the like on paths outside',
  processes: 'signals, tracing, memory, limits and priorities of processes outside',
  sockets: 'unix sockets outside, by path or abstract; every family but unix and internet',
  internet: 'TCP and UDP',
  kernel: 'mounts, namespaces, modules, bpf, System V IPC, queues, keyrings, typing into terminals, other ABIs',
  reporting: 'every attempt is seen, told and decided about',
} as const;

export type Area = keyof typeof AREAS;

export const AREA_NAMES = Object.keys(AREAS) as readonly Area[];

export const EXTENTS = ['full', 'partial', 'none'] as const;
/** How far an area is enforced. `none` is also what the policy itself leaves open. */
export type Extent = (typeof EXTENTS)[number];

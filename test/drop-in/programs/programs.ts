import { fileURLToPath } from 'node:url';

/** The path of a program beside this file, for fork() and for `node PATH`. */
export const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

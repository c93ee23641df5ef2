// The golden vectors that both languages must satisfy.

import { readFileSync } from 'node:fs';

export type Value = string | { readonly base64: string };

export const bytesOf = (value: Value): Buffer =>
  typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.base64, 'base64');

export function readVectors<Vectors>(name: string): Vectors {
  const path = new URL(`../../../protocol/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Vectors;
}

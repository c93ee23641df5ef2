// The settings of Java, which Debian keeps in a directory per version: Java reads them whenever it starts.

import { readdirSync } from 'node:fs';
import type { AllowedPath } from './types.js';

export function findJavaSettings(directory = '/etc'): AllowedPath[] {
  const names = readdirSync(directory).filter((name) => /^java(-\d+-[a-z]+)?$/.test(name));
  return names.map((name) => ({ access: 'read', path: `${directory}/${name}`, optional: true }));
}

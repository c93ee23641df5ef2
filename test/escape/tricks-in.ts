import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Runs all tricks of a class in one process: each is a file, which can also be run by itself. */
export async function tricksIn(directory: string): Promise<void> {
  const url = new URL(`./${directory}/`, import.meta.url);
  const files = readdirSync(fileURLToPath(url)).filter((name) => name.endsWith('.ts'));
  for (const file of files.sort()) await import(new URL(file, url).href);
}

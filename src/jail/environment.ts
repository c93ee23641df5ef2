// The program's environment as `NAME=value` pairs, which is how it reaches the keeper.

export function findVariable(pairs: readonly string[], name: string): string | undefined {
  const prefix = `${name}=`;
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}

/** `pairs` with `variables` instead of what they were before. */
export function replaceVariables(pairs: readonly string[], variables: Readonly<Record<string, string>>): string[] {
  const kept = pairs.filter((pair) => !Object.hasOwn(variables, pair.slice(0, pair.indexOf('='))));
  return [...kept, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)];
}

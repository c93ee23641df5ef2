// What many measured values come to.

export interface Spread {
  readonly median: number;
  /** A quarter of the values lies below, a quarter above. */
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** Between two values where the share falls between them. */
function findQuantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** NaN for no values. */
export function findSpread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  return {
    median: findQuantile(sorted, 0.5),
    lowerQuartile: findQuantile(sorted, 0.25),
    upperQuartile: findQuantile(sorted, 0.75),
  };
}

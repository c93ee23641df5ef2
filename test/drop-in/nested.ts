import type { Recorder } from './record.js';

/** What a host asks of whoever started it, because its own children may be jailed: start a program outside. */
export interface NestedRequest {
  program: string;
  args: string[];
}

export interface NestedAnswer {
  end: unknown;
  output: string[];
}

/**
 * Runs one program of `programs/` in a node of its own, for what can only be seen from outside of it:
 * when it ends, and what it inherits. Its standard input holds one line, `typed`.
 */
export async function runNested(record: Recorder, program: string, ...args: string[]): Promise<void> {
  const answered = new Promise<NestedAnswer>((resolve) =>
    process.once('message', (answer) => resolve(answer as NestedAnswer)),
  );
  process.send?.({ program, args } satisfies NestedRequest);
  const { end, output } = await answered;
  record('end', end);
  record('output', output);
}

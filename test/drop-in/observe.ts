import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Recorder } from './record.js';

/** Events whose order is certain, so that a transcript may hold it. 'disconnect' may come before or after 'exit'. */
const certain = ['spawn', 'error', 'exit', 'close'] as const;

/** Everything that a stream delivers, as one piece: how it was cut into chunks is chance. */
export async function drain(stream: Readable | null | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  if (stream) {
    stream.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
    await new Promise((resolve) => stream.once('close', resolve));
  }
  return Buffer.concat(chunks);
}

/** Records a child's events as they come and, at its 'close', all that it wrote. */
export async function observe(
  child: ChildProcess,
  record: Recorder,
  label = '',
): Promise<{ stdout: Buffer; stderr: Buffer }> {
  for (const event of certain) child.on(event, (...values: unknown[]) => record(`${label}${event}`, values));
  const output = Promise.all([drain(child.stdout), drain(child.stderr)]);
  await closed(child);
  const [stdout, stderr] = await output;
  record(`${label}stdout`, stdout);
  record(`${label}stderr`, stderr);
  return { stdout, stderr };
}

/** Resolves at 'close' with what it carried. Does not fail when the child could not be started. */
export function closed(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  child.on('error', () => {});
  return new Promise((resolve) => child.once('close', (code, signal) => resolve([code, signal])));
}

/** Resolves at 'exit'. For a child whose channel we close ourselves: 'close' never comes for it, natively either. */
export function exited(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve([child.exitCode, child.signalCode]);
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
}

/** Resolves at the first `event` with its values. */
export function first(emitter: NodeJS.EventEmitter, event: string): Promise<unknown[]> {
  return new Promise((resolve) => emitter.once(event, (...values: unknown[]) => resolve(values)));
}

/** Records what a call throws, or that it returned. */
export async function attempt(record: Recorder, what: string, call: () => unknown): Promise<unknown> {
  try {
    const value = await call();
    record(`${what} returned`);
    return value;
  } catch (error) {
    record(`${what} threw`, error);
    return undefined;
  }
}

/** Records what a call throws at once, as a promise would hide the moment. */
export function attemptNow(record: Recorder, what: string, call: () => unknown): void {
  try {
    call();
    record(`${what} returned`);
  } catch (error) {
    record(`${what} threw`, error);
  }
}

export const sleepMs = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

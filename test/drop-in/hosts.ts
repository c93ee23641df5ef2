import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Subject } from './case.js';
import type { NestedAnswer, NestedRequest } from './nested.js';
import { drain } from './observe.js';
import type { Entry } from './record.js';

export interface Transcript {
  entries: Entry[];
  failure: string | null;
}

export type Transcripts = Map<string, Transcript>;

/** What a host did, and how it died if it did not come to its end. */
export interface HostRun {
  subject: Subject;
  transcripts: Transcripts;
  died: string | undefined;
}

/** Everything allowed: what is compared is the shape of child_process, not the jail. */
export const permissivePolicy = { read: ['/'], write: ['/'], network: true };

const nestedLimitMs = 15_000;
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** How node is started so that its programs meet a subject. */
function nodeArguments(subject: Subject): string[] {
  const register = subject === 'register' ? ['--import', here('../../src/child-process/register.ts')] : [];
  return ['--import', 'tsx', ...register];
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, NODE_V8_COVERAGE: __, NODE_OPTIONS: ___, NODE_CHANNEL_FD: ____, ...rest } = process.env;
  return { ...rest, JAILKEEPER_POLICY: JSON.stringify(permissivePolicy) };
}

/** Runs all cases of a theme (or those named) against a subject, in a node of their own. */
export async function transcribe(subject: Subject, theme: string, names: readonly string[] = []): Promise<HostRun> {
  const place = mkdtempSync(join(tmpdir(), 'drop-in-host-'));
  const file = join(place, 'transcripts');
  const output = openSync(join(place, 'stdout'), 'a');
  const errors = openSync(join(place, 'stderr'), 'a');
  const args = [...nodeArguments(subject), here('host.ts'), subject, theme, file, ...names];
  const host = spawn(process.execPath, args, { stdio: ['ignore', output, errors, 'ipc'], env: environment() });
  host.on('message', async (request) => host.send(await runNested(subject, request as NestedRequest)));
  const end = await new Promise((resolve) => host.once('exit', (code, signal) => resolve(signal ?? code)));
  closeSync(output);
  closeSync(errors);
  const transcripts = existsSync(file) ? parse(readFileSync(file, 'utf8')) : new Map();
  const said = readFileSync(join(place, 'stderr'), 'utf8');
  rmSync(place, { recursive: true, force: true });
  const died = end === 0 ? undefined : `ended with ${end} after ${transcripts.size} cases: ${said}`;
  return { subject, transcripts, died };
}

function parse(text: string): Transcripts {
  const lines = text.split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [name, entries, failure] = JSON.parse(line);
      return [name, { entries, failure }];
    }),
  );
}

async function runNested(subject: Subject, { program, args }: NestedRequest): Promise<NestedAnswer> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...nodeArguments(subject), here(`programs/${program}`), subject, ...args],
    { timeout: nestedLimitMs, env: environment() },
  );
  const output = Promise.all([drain(child.stdout), drain(child.stderr)]);
  child.stdin?.end('typed\n');
  const end = await new Promise((resolve) => child.once('exit', (...values) => resolve(values)));
  return { end, output: (await output).map(String) };
}

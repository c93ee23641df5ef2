#!/usr/bin/env node
// The command jailkeeper.

import { readFileSync } from 'node:fs';
import { JailKeeperError } from '../index.js';
import { parseInvocation } from './arguments.js';
import { attachTo } from './attach.js';
import { measureCommand } from './bench.js';
import { tellExamination } from './doctor.js';
import { EXIT_CODES, isFailedSpawn } from './exit-codes.js';
import { makeHelp } from './help.js';
import { writeLine } from './output.js';
import { runInJail } from './run.js';

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function main(argv: readonly string[]): Promise<number> {
  const invocation = parseInvocation(argv);
  if (invocation.action === 'run') return await runInJail(invocation);
  if (invocation.action === 'attach') return await attachTo(invocation);
  if (invocation.action === 'bench') return await measureCommand(invocation);
  if (invocation.action === 'doctor') return tellExamination(readVersion(), invocation.json);
  process.stdout.write(invocation.action === 'help' ? makeHelp() : `${readVersion()}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof JailKeeperError || isFailedSpawn(error))) throw error;
  writeLine(error.message);
  process.exitCode = EXIT_CODES.failure.code;
}

// A checked policy with its defaults, its paths absolute and its globs translated.

import { findPreset } from './presets/index.js';
import { resolveRules } from './rules.js';
import type { Policy, Preset, ResolvedPolicy } from './types.js';
import { validatePolicy } from './validate.js';

function resolvePresets(names: string | readonly string[] = []): Preset[] {
  return [...new Set([names].flat())].map(findPreset);
}

/** Checks `policy` and resolves it; relative rules are relative to the caller's working directory, now. */
export function resolvePolicy(policy: Policy = {}): ResolvedPolicy {
  validatePolicy(policy);
  const cwd = process.cwd();
  return {
    read: resolveRules(policy.read, cwd),
    write: resolveRules(policy.write, cwd),
    deny: resolveRules(policy.deny, cwd),
    onJailbreak: policy.onJailbreak ?? 'kill',
    presets: resolvePresets(policy.preset),
    network: policy.network ?? false,
    metadata: policy.metadata ?? 'allow',
    enforcement: policy.enforcement ?? 'full',
  };
}

// A policy made ready for any number of jails: resolved, and written in the words of an order.

import { resolvePolicy } from '../policy/resolve.js';
import type { Policy, Preset, ResolvedPolicy, VerdictFunction } from '../policy/types.js';
import { encodeAllow, encodeAllowPattern, encodeDeny, encodeDenyPattern, encodeOptions } from '../protocol/order.js';

export interface PreparedPolicy {
  /** The options and rules of an order that come from the policy. */
  readonly rules: string;
  readonly detachedRules: string;
  /** The trees that the jail may change beside its working directory and its temporary directory. */
  readonly writableTrees: readonly string[];
  readonly decide: VerdictFunction | undefined;
  readonly needsTemporaryDirectory: boolean;
  /** Whether a jail without reports will do, inside of another one. */
  readonly acceptsNesting: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** Words that the keeper needs before it reads the order. */
  readonly keeperWords: readonly string[];
}

function encodePreset({ read, write, list = [] }: Preset): string {
  return [
    ...read.map((path) => encodeAllow('read', path, true)),
    ...write.map((path) => encodeAllow('write', path, true)),
    ...list.map((path) => encodeAllow('list', path, true)),
  ].join('');
}

function encodeRules({ read, write, deny, presets }: ResolvedPolicy): string {
  return [
    ...presets.map(encodePreset),
    ...read.paths.map((path) => encodeAllow('read', path)),
    ...write.paths.map((path) => encodeAllow('write', path)),
    ...read.patterns.map((pattern) => encodeAllowPattern({ access: 'read', ...pattern })),
    ...write.patterns.map((pattern) => encodeAllowPattern({ access: 'write', ...pattern })),
    ...deny.paths.map(encodeDeny),
    ...deny.patterns.map(encodeDenyPattern),
  ].join('');
}

export function preparePolicy(policy: Policy = {}): PreparedPolicy {
  const resolved = resolvePolicy(policy);
  const { onJailbreak, network, metadata, enforcement, presets } = resolved;
  const isAsking = typeof onJailbreak === 'function';
  const options = { onJailbreak: isAsking ? 'ask' : onJailbreak, network, metadata, enforcement } as const;
  const rules = encodeRules(resolved);
  return {
    rules: encodeOptions({ ...options, detached: false }) + rules,
    detachedRules: encodeOptions({ ...options, detached: true }) + rules,
    writableTrees: [...resolved.write.paths, ...presets.flatMap(({ write }) => write)],
    decide: isAsking ? onJailbreak : undefined,
    needsTemporaryDirectory: presets.some(({ privateTemporaryDirectory }) => privateTemporaryDirectory),
    acceptsNesting: enforcement === 'nested',
    env: Object.assign({}, ...presets.map(({ env }) => env)),
    keeperWords: metadata === 'deny' ? ['metadata'] : [],
  };
}

let defaultPolicy: PreparedPolicy | undefined;

/** The policy of a jail that is nothing but its working directory. */
export function prepareDefaultPolicy(): PreparedPolicy {
  defaultPolicy ??= preparePolicy();
  return defaultPolicy;
}

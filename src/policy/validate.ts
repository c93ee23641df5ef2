// Checks a policy as the user wrote it. In a jail a typo must never mean "no rule".

import { types } from 'node:util';
import { JailKeeperError } from '../errors.js';
import { isPresetName } from './presets/index.js';
import type { Policy, Rule } from './types.js';

const VERDICTS = ['kill', 'deny', 'log'];
const METADATA = ['allow', 'deny'];
const ENFORCEMENT = ['full', 'partial', 'nested'];

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return String(value);
}

function validateWord(name: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && words.includes(value)) return;
  throw new JailKeeperError('ERR_JAIL_POLICY', `${name} is ${show(value)}, not one of ${words.join(', ')}`);
}

function validateRule(name: string, rule: unknown): asserts rule is Rule {
  if (types.isRegExp(rule)) return;
  if (typeof rule !== 'string') throw new JailKeeperError('ERR_JAIL_RULE', `${name} holds ${show(rule)}`);
  if (rule === '') throw new JailKeeperError('ERR_JAIL_RULE', `${name} holds an empty path`);
  if (rule.includes('\0')) throw new JailKeeperError('ERR_JAIL_RULE', `${name} holds a path with a null byte`);
}

function validateRules(name: string, value: unknown): void {
  for (const rule of Array.isArray(value) ? value : [value]) validateRule(name, rule);
}

function validateOnJailbreak(name: string, value: unknown): void {
  if (typeof value !== 'function') validateWord(name, value, [...VERDICTS, 'a function']);
}

function validatePreset(_name: string, value: unknown): void {
  for (const preset of Array.isArray(value) ? value : [value]) {
    if (typeof preset !== 'string' || !isPresetName(preset)) throw new JailKeeperError('ERR_JAIL_PRESET', show(preset));
  }
}

function validateBoolean(name: string, value: unknown): void {
  if (typeof value !== 'boolean')
    throw new JailKeeperError('ERR_JAIL_POLICY', `${name} is ${show(value)}, not a boolean`);
}

const VALIDATORS: Readonly<Record<keyof Policy, (name: string, value: unknown) => void>> = {
  read: validateRules,
  write: validateRules,
  deny: validateRules,
  onJailbreak: validateOnJailbreak,
  preset: validatePreset,
  network: validateBoolean,
  metadata: (name, value) => validateWord(name, value, METADATA),
  enforcement: (name, value) => validateWord(name, value, ENFORCEMENT),
};

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isRegExp(value);

/** Throws unless `value` is a policy. */
export function validatePolicy(value: unknown): asserts value is Policy {
  if (!isPlainObject(value)) throw new JailKeeperError('ERR_JAIL_POLICY', `it is ${show(value)}, not an object`);
  for (const name in value) {
    if (!Object.hasOwn(VALIDATORS, name)) throw new JailKeeperError('ERR_JAIL_UNKNOWN_OPTION', show(name));
    if (value[name] !== undefined) VALIDATORS[name as keyof Policy](name, value[name]);
  }
}

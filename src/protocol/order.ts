// The order: what the library asks the keeper to run, and what that may touch. See protocol/PROTOCOL.md.

import type { Access, AllowedPath, AllowedPattern, Enforcement, Pattern } from '../policy/types.js';
import { encodeRecord } from './record.js';

export const PROTOCOL_VERSION = 1;

export interface OrderOptions {
  readonly onJailbreak: 'kill' | 'deny' | 'log' | 'ask';
  readonly detached: boolean;
  readonly network: boolean;
  readonly metadata: 'allow' | 'deny';
  readonly enforcement: Enforcement;
  /** Caps the Landlock ABI: for tests. */
  readonly landlockAbi?: number | undefined;
}

export interface Order {
  readonly file: string;
  readonly argv: readonly string[];
  readonly keep: readonly number[];
  readonly options: OrderOptions;
  readonly allow: readonly AllowedPath[];
  readonly allowPatterns: readonly AllowedPattern[];
  readonly deny: readonly string[];
  readonly denyPatterns: readonly Pattern[];
}

const flag = (value: boolean): string => (value ? '1' : '0');

/** A rule as its line. The same rules are in every order, so they are encoded once and kept as text. */
export function encodeAllow(access: Access, path: string, optional = false): string {
  return encodeRecord('allow', [
    ['access', access],
    ['path', path],
    ['optional', flag(optional)],
  ]);
}

export function encodeAllowPattern({ access, source, flags }: AllowedPattern): string {
  return encodeRecord('allow-pattern', [
    ['access', access],
    ['source', source],
    ['flags', flags],
  ]);
}

export const encodeDeny = (path: string): string => encodeRecord('deny', [['path', path]]);

export function encodeDenyPattern({ source, flags }: Pattern): string {
  return encodeRecord('deny-pattern', [
    ['source', source],
    ['flags', flags],
  ]);
}

const encodeOption = (name: string, value: string): string =>
  encodeRecord('option', [
    ['name', name],
    ['value', value],
  ]);

export function encodeOptions(options: OrderOptions): string {
  let lines = encodeOption('on-jailbreak', options.onJailbreak);
  lines += encodeOption('detached', flag(options.detached));
  lines += encodeOption('network', flag(options.network));
  lines += encodeOption('metadata', options.metadata);
  lines += encodeOption('enforcement', options.enforcement);
  if (options.landlockAbi !== undefined) lines += encodeOption('landlock-abi', String(options.landlockAbi));
  return lines;
}

/** The command's part of an order; `rules` is the text of the encoded options and rules. */
export function encodeOrder({ file, argv, keep }: Pick<Order, 'file' | 'argv' | 'keep'>, rules: string): string {
  let text = `order version=${PROTOCOL_VERSION}\n`;
  text += encodeRecord('command', [['file', file]]);
  for (const value of argv) text += encodeRecord('argument', [['value', value]]);
  for (const fd of keep) text += `keep fd=${fd}\n`;
  return `${text}${rules}end\n`;
}

/** What shall be jailed that runs already. */
export interface AttachOrder {
  readonly pid: number;
  /** When it was started, in ticks since boot: another process may get its number. */
  readonly start: string;
  /** Whether it is killed when it cannot be jailed. */
  readonly kill: boolean;
  /** Whether descriptors that lead outside are closed. */
  readonly close: boolean;
}

/** An order without a command; `rules` is the text of the encoded options and rules. */
export function encodeAttachOrder({ pid, start, kill, close }: AttachOrder, rules: string): string {
  const attach = `attach pid=${pid} start=${start} kill=${flag(kill)} close=${flag(close)}\n`;
  return `order version=${PROTOCOL_VERSION}\n${attach}${rules}end\n`;
}

/** A whole order from its parts. */
export function encodeWholeOrder(order: Order): string {
  return encodeOrder(
    order,
    [
      encodeOptions(order.options),
      ...order.allow.map(({ access, path, optional }) => encodeAllow(access, path, optional)),
      ...order.allowPatterns.map(encodeAllowPattern),
      ...order.deny.map(encodeDeny),
      ...order.denyPatterns.map(encodeDenyPattern),
    ].join(''),
  );
}

// A policy as a reader of the documentation would apply it: rule by rule, name by name. Slow and plain, to compare the
// real one with.

import { matchPlainly } from './plain-glob.js';

export type PlainRule =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'glob'; readonly glob: string }
  | { readonly kind: 'expression'; readonly expression: RegExp };

export interface PlainPolicy {
  readonly cwd: string;
  readonly read: readonly PlainRule[];
  readonly write: readonly PlainRule[];
  readonly deny: readonly PlainRule[];
}

/** The path itself and every directory above it. */
function upwards(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return ['/', ...names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`)];
}

const covers = (rule: PlainRule, path: string): boolean => {
  if (rule.kind === 'expression') return rule.expression.test(path);
  if (rule.kind === 'path') return upwards(path).includes(rule.path);
  return upwards(path).some((above) => matchPlainly(Array.from(rule.glob), Array.from(above)));
};

const isDenied = ({ deny }: PlainPolicy, path: string): boolean =>
  upwards(path).some((above) => deny.some((rule) => covers(rule, above)));

export function mayWrite(policy: PlainPolicy, path: string): boolean {
  const rules: PlainRule[] = [{ kind: 'path', path: policy.cwd }, ...policy.write];
  return !isDenied(policy, path) && rules.some((rule) => covers(rule, path));
}

export function mayRead(policy: PlainPolicy, path: string): boolean {
  return mayWrite(policy, path) || (!isDenied(policy, path) && policy.read.some((rule) => covers(rule, path)));
}

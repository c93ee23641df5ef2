// Globs as the source of an ECMAScript regular expression.
// `*` and `?` match within one name, `**` matches any number of names, `[…]` one character of a name; `\` takes the
// next character as it is. What lies below a match matches as well, as it does below a path.

import { JailKeeperError } from '../errors.js';
import type { Pattern } from './types.js';

const MAGIC = /[*?[]/;
const SYNTAX = /[\\^$.*+?()[\]{}|/-]/;

export const isGlob = (rule: string): boolean => MAGIC.test(rule.replaceAll(/\\./gs, ''));

const escapeCharacter = (character: string): string => (SYNTAX.test(character) ? `\\${character}` : character);

/** Text that means itself, as the source of a regular expression with the flag `u`. */
export const escapeText = (text: string): string => Array.from(text, escapeSourceCharacter).join('');

// A hyphen may not be escaped outside of a class under the flag `u`.
function escapeSourceCharacter(character: string): string {
  return character === '-' ? character : escapeCharacter(character);
}

interface Translated {
  readonly source: string;
  readonly end: number;
}

/** `[…]` from its bracket at `start`. It never matches a slash. */
function translateClass(characters: readonly string[], start: number): Translated {
  let at = start + 1;
  const isNegated = characters[at] === '!' || characters[at] === '^';
  if (isNegated) at += 1;
  let members = '';
  for (let isFirst = true; at < characters.length; at += 1, isFirst = false) {
    const character = characters[at] ?? '';
    if (character === ']' && !isFirst) {
      return { source: isNegated ? `[^\\/${members}]` : `(?!\\/)[${members}]`, end: at };
    }
    if (character === '-' && !isFirst && characters[at + 1] !== ']') members += '-';
    else if (character === '\\') members += escapeCharacter(characters[++at] ?? '');
    else members += escapeCharacter(character);
  }
  throw new JailKeeperError('ERR_JAIL_RULE', `${JSON.stringify(characters.join(''))} has a [ without a ]`);
}

/** `*` or `**` at `start`; `atName` says whether a name begins there. */
function translateStar(characters: readonly string[], start: number, atName: boolean): Translated {
  if (characters[start + 1] !== '*') return { source: '[^\\/]*', end: start };
  let end = start + 1;
  while (characters[end + 1] === '*') end += 1;
  if (atName && characters[end + 1] === '/') return { source: '(?:[^\\/]+\\/)*', end: end + 1 };
  return { source: '.*', end };
}

function translateGlob(glob: string): string {
  const characters = Array.from(glob);
  let source = '';
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const translated =
      character === '*'
        ? translateStar(characters, at, at === 0 || characters[at - 1] === '/')
        : character === '['
          ? translateClass(characters, at)
          : undefined;
    if (translated) {
      source += translated.source;
      at = translated.end;
    } else if (character === '?') source += '[^\\/]';
    else if (character === '\\') source += escapeText(characters[++at] ?? '\\');
    else source += escapeText(character);
  }
  return source;
}

/** The pattern of a glob below `base`, an absolute canonical directory that is taken literally. */
export function makeGlobPattern(base: string, glob: string): Pattern {
  const prefix = base === '/' ? '\\/' : `${escapeText(base)}\\/`;
  const source = `^${prefix}${translateGlob(glob)}(?:\\/.*)?$`;
  try {
    new RegExp(source, 'su');
  } catch (cause) {
    throw new JailKeeperError('ERR_JAIL_RULE', `the glob ${JSON.stringify(glob)} means nothing`, { cause });
  }
  return { source, flags: 'su' };
}

// A jailbreak as a line for people. What it names was chosen by an attacker, and must neither move the cursor nor hide.

import type { Jailbreak } from '../policy/jailbreak.js';
import type { Verdict } from '../policy/types.js';

/** Control characters, the ones that change the direction or the shape of a line, and what cannot be seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\\"]|(?! )\p{Zs}/gu;
const PLAIN = /^[^ ]+$/;

const OUTCOMES: Readonly<Record<Verdict, string>> = { kill: 'killed', deny: 'denied', log: 'allowed and logged' };

const hex = (code: number): string => code.toString(16).padStart(2, '0');

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\u{f0000}${hex(byte)}`)).join('');
  }
}

function escapeUnsafe(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\\' || character === '"') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  if (code === 0xf0000) return '\\x';
  return code < 0x80 ? `\\x${hex(code)}` : `\\u{${hex(code)}}`;
}

/** Bytes as one safe word: in quotes if they hold anything unusual. */
export function displayBytes(bytes: Uint8Array): string {
  const text = decode(bytes);
  const safe = text.replace(UNSAFE, escapeUnsafe);
  return safe === text && PLAIN.test(text) ? text : `"${safe}"`;
}

/** One line without a line feed: mode, file, program, pid, system call and verdict. */
export function formatJailbreak({ mode, bytes, pid, syscall, verdict, count }: Jailbreak): string {
  const times = count > 1 ? `, ${count} times` : '';
  const file = displayBytes(bytes.file.length > 0 ? bytes.file : bytes.requested);
  return `jailbreak: ${mode} ${file} by ${displayBytes(bytes.executable)} (pid ${pid}, ${displayBytes(Buffer.from(syscall))}${times}): ${OUTCOMES[verdict]}`;
}

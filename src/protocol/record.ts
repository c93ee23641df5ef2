// One record: a line of ASCII, `name key=value key=value`. See protocol/PROTOCOL.md.

export type Field = readonly [key: string, value: Buffer];

export interface ProtocolRecord {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** Why a line is not a record. Turned into a JailKeeperError by whoever knows the channel. */
export class MalformedRecord extends Error {
  override readonly name = 'MalformedRecord';
}

const WORD = /^[a-z][a-z-]*$/;
const PLAIN_VALUE = /^[!-$&-~]*$/;
const ENCODED_VALUE = /^(?:[!-$&-~]|%[0-9A-F]{2})*$/;

const isPlainByte = (byte: number): boolean => byte >= 0x21 && byte <= 0x7e && byte !== 0x25;

/** Text or bytes as a value: what is not printable ASCII becomes `%XX`. */
export function encodeValue(value: string | Uint8Array): string {
  if (typeof value === 'string' && PLAIN_VALUE.test(value)) return value;
  let encoded = '';
  for (const byte of Buffer.from(value as string)) {
    encoded += isPlainByte(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The bytes of a value. Only the one canonical spelling of each value is accepted. */
export function decodeValue(encoded: string): Buffer {
  if (PLAIN_VALUE.test(encoded)) return Buffer.from(encoded, 'latin1');
  if (!ENCODED_VALUE.test(encoded)) throw new MalformedRecord('a value is badly written');
  const plain = encoded.replace(/%(..)/g, (_, digits: string) => {
    const byte = Number.parseInt(digits, 16);
    if (isPlainByte(byte)) throw new MalformedRecord('a value escapes a byte that needs no escape');
    return String.fromCharCode(byte);
  });
  return Buffer.from(plain, 'latin1');
}

/** A record as its line, line feed included. */
export function encodeRecord(name: string, fields: readonly (readonly [string, string | Uint8Array])[]): string {
  let line = name;
  for (const [key, value] of fields) line += ` ${key}=${encodeValue(value)}`;
  return `${line}\n`;
}

/** The record of one line, given without its line feed. */
export function decodeRecord(line: string): ProtocolRecord {
  const [name = '', ...words] = line.split(' ');
  if (!WORD.test(name)) throw new MalformedRecord('a record has no name');
  const fields = words.map((word): Field => {
    const equals = word.indexOf('=');
    const key = word.slice(0, Math.max(equals, 0));
    if (!WORD.test(key)) throw new MalformedRecord(`a field of ${name} has no key`);
    return [key, decodeValue(word.slice(equals + 1))];
  });
  return { name, fields };
}

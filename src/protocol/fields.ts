// Typed reading of the fields of one record: required, optional and repeated keys; nothing else is accepted.

import { MalformedRecord, type ProtocolRecord } from './record.js';

const NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

export class Fields {
  readonly #name: string;
  readonly #values = new Map<string, Buffer[]>();

  constructor({ name, fields }: ProtocolRecord) {
    this.#name = name;
    for (const [key, value] of fields) {
      const values = this.#values.get(key);
      if (values) values.push(value);
      else this.#values.set(key, [value]);
    }
  }

  /** All values of a key that may occur several times. */
  list(key: string): Buffer[] {
    const values = this.#values.get(key) ?? [];
    this.#values.delete(key);
    return values;
  }

  optionalBytes(key: string): Buffer | undefined {
    const values = this.list(key);
    if (values.length > 1) throw new MalformedRecord(`${this.#name} has more than one ${key}`);
    return values[0];
  }

  bytes(key: string): Buffer {
    const value = this.optionalBytes(key);
    if (value === undefined) throw new MalformedRecord(`${this.#name} has no ${key}`);
    return value;
  }

  text(key: string): string {
    return this.bytes(key).toString();
  }

  optionalNumber(key: string): number | undefined {
    const value = this.optionalBytes(key);
    if (value === undefined) return undefined;
    const digits = value.toString('latin1');
    const number = Number(digits);
    if (!NUMBER.test(digits) || number > MAX_NUMBER) {
      throw new MalformedRecord(`${key} of ${this.#name} is not a number`);
    }
    return number;
  }

  number(key: string): number {
    const number = this.optionalNumber(key);
    if (number === undefined) throw new MalformedRecord(`${this.#name} has no ${key}`);
    return number;
  }

  word<const Word extends string>(key: string, words: readonly Word[]): Word {
    const value = this.text(key);
    const known = words.find((word) => word === value);
    if (known === undefined) throw new MalformedRecord(`${key} of ${this.#name} is not one of ${words.join(', ')}`);
    return known;
  }

  /** To be called last: what nobody asked for is an error. */
  end(): void {
    for (const key of this.#values.keys()) throw new MalformedRecord(`${this.#name} has an unknown ${key}`);
  }
}

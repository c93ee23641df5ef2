// Turns the tables of documents and tricks into tests.

import { test } from 'node:test';
import { assertDenied, assertKilled, assertWorksUnjailed } from './attack.js';
import { assertCompilesTheSame } from './compile.js';
import type { Document } from './documents.js';
import type { Trick } from './tricks.js';

export function testTricks(tricks: readonly Trick[]): void {
  for (const trick of tricks) {
    test(`${trick.name}: works without a jail`, () => assertWorksUnjailed(trick));
    test(`${trick.name}: is killed before it happens`, () => assertKilled(trick));
    test(`${trick.name}: is denied, and the document goes on`, () => assertDenied(trick));
  }
}

export function testDocuments(documents: readonly Document[]): void {
  for (const document of documents) {
    test(`${document.name}: the same files, byte for byte`, () => assertCompilesTheSame(document));
  }
}

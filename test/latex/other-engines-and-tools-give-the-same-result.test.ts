import { describe } from 'node:test';
import { modernDocuments } from './documents.js';
import { testDocuments } from './suite.js';

describe('the other engines and tools give the same result in a jail', { concurrency: 2 }, () =>
  testDocuments(modernDocuments),
);

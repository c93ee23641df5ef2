import { describe } from 'node:test';
import { testTricks } from './suite.js';
import { shellTricks } from './tricks.js';

describe('a document with the full shell escape gets nothing', { concurrency: 2 }, () => testTricks(shellTricks));

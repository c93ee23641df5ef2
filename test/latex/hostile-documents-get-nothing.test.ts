import { describe } from 'node:test';
import { testTricks } from './suite.js';
import { documentTricks } from './tricks.js';

describe('a hostile document gets nothing', { concurrency: 2 }, () => testTricks(documentTricks));

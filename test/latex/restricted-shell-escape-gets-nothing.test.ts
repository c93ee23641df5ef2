import { describe } from 'node:test';
import { testTricks } from './suite.js';
import { restrictedShellTricks } from './tricks.js';

describe('a program of the restricted shell escape gets nothing', { concurrency: 2 }, () =>
  testTricks(restrictedShellTricks),
);

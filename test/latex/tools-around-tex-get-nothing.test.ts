import { describe } from 'node:test';
import { testTricks } from './suite.js';
import { toolTricks } from './tricks.js';

describe('a tool that works on the result of TeX gets nothing', { concurrency: 2 }, () => testTricks(toolTricks));

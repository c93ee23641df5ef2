import { describe } from 'node:test';
import { testTricks } from './suite.js';
import { engineTricks } from './tricks.js';

describe('a document for LuaTeX or XeTeX gets nothing', { concurrency: 2 }, () => testTricks(engineTricks));

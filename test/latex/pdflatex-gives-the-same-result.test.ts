import { describe } from 'node:test';
import { classicDocuments } from './documents.js';
import { testDocuments } from './suite.js';

describe('pdfLaTeX gives the same result in a jail', { concurrency: 2 }, () => testDocuments(classicDocuments));

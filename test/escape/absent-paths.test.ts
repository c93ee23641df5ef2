import { tricksIn } from './tricks-in.js';

await tricksIn('absent-paths');

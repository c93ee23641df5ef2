import { tricksIn } from './tricks-in.js';

await tricksIn('metadata-reads');

import { tricksIn } from './tricks-in.js';

await tricksIn('shared-kernel-objects');

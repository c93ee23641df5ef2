import { tricksIn } from './tricks-in.js';

await tricksIn('lexical-against-real');

import { type Ground, layGround } from './ground.js';

/** Runs the body of a test on a fresh ground and clears it away afterwards. */
export async function onGround(body: (ground: Ground) => Promise<void> | void): Promise<void> {
  const ground = layGround();
  try {
    await body(ground);
  } finally {
    ground.dispose();
  }
}

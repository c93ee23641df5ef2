// The machines that a keeper is built for.

import { JailKeeperError } from '../errors.js';

const PLATFORMS: readonly string[] = ['linux-x64'];

/** The name of this machine, as in native/. Throws where there is no keeper for it. */
export function resolvePlatform(platform: string = process.platform, architecture: string = process.arch): string {
  const name = `${platform}-${architecture}`;
  if (!PLATFORMS.includes(name)) throw new JailKeeperError('ERR_JAIL_PLATFORM', name);
  return name;
}

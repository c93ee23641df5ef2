import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { locateKeeper, resolveKeeperPath } from '../../../src/keeper/locate.js';
import { resolvePlatform } from '../../../src/kernel/platform.js';

describe('the keeper', () => {
  it('is in the package, executable', () => accessSync(locateKeeper(), constants.X_OK));

  it('that is missing is an error with its path and a remedy', () => {
    assert.throws(() => resolveKeeperPath(pathToFileURL('/nonexistent/')), {
      code: 'ERR_JAIL_KEEPER_MISSING',
      message: /\/nonexistent\/native\/.*npm run build:keeper/,
    });
  });

  it('does not exist for other systems', () => {
    assert.throws(() => resolvePlatform('darwin', 'arm64'), { code: 'ERR_JAIL_PLATFORM', message: /darwin-arm64/ });
  });
});

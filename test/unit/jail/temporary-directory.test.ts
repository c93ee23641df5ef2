import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeTemporaryDirectory, removeTemporaryDirectory } from '../../../src/jail/temporary-directory.js';

describe('a temporary directory', () => {
  it('is only for its owner', async () => {
    const path = makeTemporaryDirectory({});
    assert.equal(statSync(path).mode & 0o777, 0o700);
    await removeTemporaryDirectory(path);
  });

  it('goes with everything that is in it, even if it was closed', async () => {
    const path = makeTemporaryDirectory({});
    mkdirSync(join(path, 'closed', 'inner'), { recursive: true });
    writeFileSync(join(path, 'closed', 'inner', 'file'), '');
    chmodSync(join(path, 'closed', 'inner'), 0);
    chmodSync(join(path, 'closed'), 0);
    await removeTemporaryDirectory(path);
    assert.equal(existsSync(path), false);
  });

  it('does not take along what its links point to', async () => {
    const path = makeTemporaryDirectory({});
    const other = makeTemporaryDirectory({});
    symlinkSync(other, join(path, 'link'));
    await removeTemporaryDirectory(path);
    assert.equal(existsSync(other), true);
    await removeTemporaryDirectory(other);
  });
});

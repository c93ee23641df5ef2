import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleGit } from 'simple-git';
import { run, show } from './show.mjs';

const directory = mkdtempSync(join(process.cwd(), 'repository-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
const git = simpleGit(directory);

run({
  forbidden: async (file) => git.raw('hash-object', file),
  ordinary: async () => {
    await git.init();
    await git.addConfig('user.name', 'Somebody');
    await git.addConfig('user.email', 'somebody@example.org');
    writeFileSync(join(directory, 'a'), 'first\n');
    await git.add('a');
    show('commit', (await git.commit('first')).summary);
    writeFileSync(join(directory, 'a'), 'second\n');
    const { modified, created, files } = await git.status();
    show('status', { modified, created, files });
    show('diff', (await git.diff()).split('\n').slice(2));
    show(
      'log',
      (await git.log()).all.map(({ message, author_name }) => [message, author_name]),
    );
    await git.checkoutLocalBranch('other');
    show('branches', (await git.branchLocal()).all);
    show('error', await git.checkout('no-such-branch').catch((error) => error.message));
  },
});

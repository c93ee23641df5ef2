import { fileURLToPath } from 'node:url';
import { $, execa, execaNode, execaSync } from 'execa';
import { run, show } from './show.mjs';

run({
  forbidden: async (file) => (await execa('cat', [file])).stdout,
  ordinary: async () => {
    show('stdout', (await execa('echo', ['one', 'two words'])).stdout);
    show('template', (await $`echo ${'a b'} ${['c', 'd']}`).stdout);
    show('lines', (await execa({ lines: true })`printf ${'a\nb\n'}`).stdout);
    show('input', (await execa('cat', { input: 'typed' })).stdout);
    show('environment', (await execa('sh', ['-c', 'echo $COLOUR'], { env: { COLOUR: 'blue' } })).stdout);
    show('shell', (await execa('echo $((1 + 1))', { shell: true })).stdout);
    show('pipe', (await execa('printf', ['b\\na\\n']).pipe('sort')).stdout);
    show('sync', execaSync('sh', ['-c', 'echo sync; echo err >&2']).stderr);
    show('buffer', [...(await execa('printf', ['\\377'], { encoding: 'buffer' })).stdout]);
    const failed = await execa('sh', ['-c', 'echo out; echo err >&2; exit 3'], { reject: false });
    show('failed', [failed.exitCode, failed.failed, failed.stdout, failed.stderr, failed.shortMessage]);
    const missing = await execa('no-such-command', { reject: false });
    show('missing', [missing.code, missing.failed, missing.shortMessage]);
    const late = await execa('sleep', ['10'], { timeout: 100, reject: false });
    show('timeout', [late.timedOut, late.isTerminated, late.signal]);
    const controller = new AbortController();
    const cancelled = execa('sleep', ['10'], { cancelSignal: controller.signal, reject: false });
    setTimeout(() => controller.abort(), 50);
    show('cancelled', [(await cancelled).isCanceled, (await cancelled).signal]);
    const killed = execa('sleep', ['10'], { reject: false });
    killed.kill('SIGUSR1');
    show('killed', (await killed).signal);
    const child = execaNode(fileURLToPath(new URL('../programs/echo-messages.cjs', import.meta.url)), { ipc: true });
    await child.sendMessage({ a: 1 });
    show('message', await child.getOneMessage());
    await child.sendMessage('disconnect');
    show('end', (await child).exitCode);
    const lines = [];
    for await (const line of execa('seq', ['3'])) lines.push(line);
    show('iterated', lines);
    const large = await execa('head', ['-c', '100', '/dev/zero'], { maxBuffer: 10, reject: false });
    show('maxBuffer', [large.isMaxBuffer, large.stdout.length]);
  },
});

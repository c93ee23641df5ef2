// A service that turns LaTeX into PDF: POST a document to /pdf. It knows nothing of JailKeeper.
//
//   node server.mjs                                                                trusts whoever writes the documents
//   JAILKEEPER_POLICY=policy.json node --import jailkeeper/register server.mjs     need not

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Fastify from 'fastify';

const DOCUMENT_BYTES = 1024 * 1024;
const COMPILE_LIMIT_MS = 30_000;
const LOG_LINES = 20;

const run = promisify(execFile);
const service = Fastify({ bodyLimit: DOCUMENT_BYTES });

service.addContentTypeParser('application/x-tex', { parseAs: 'string' }, async (_request, body) => body);

async function compile(document) {
  const directory = await mkdtemp(join(tmpdir(), 'latex-service-'));
  try {
    await writeFile(join(directory, 'document.tex'), document);
    await run('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'document.tex'], {
      cwd: directory,
      timeout: COMPILE_LIMIT_MS,
    });
    return await readFile(join(directory, 'document.pdf'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

service.post('/pdf', async (request, reply) => {
  try {
    return reply.type('application/pdf').send(await compile(request.body));
  } catch (error) {
    const log = String(error.stdout ?? error.message)
      .split('\n')
      .slice(-LOG_LINES)
      .join('\n');
    return reply.code(422).type('text/plain').send(`The document cannot be compiled.\n${log}`);
  }
});

console.log(await service.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 8080) }));

/** The service in examples/latex-service, unmodified, with and without a jail around what it starts. */
import { match, ok, strictEqual } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../../examples/latex-service', import.meta.url));
const register = fileURLToPath(new URL('../../src/child-process/register.ts', import.meta.url));

interface Service {
  readonly child: ChildProcess;
  readonly address: string;
  readonly errors: () => string;
}

async function start(isJailed: boolean): Promise<Service> {
  const imports = isJailed ? ['--import', 'tsx', '--import', register] : [];
  const policy = isJailed ? { JAILKEEPER_POLICY: join(example, 'policy.json') } : {};
  const child = spawn(process.execPath, [...imports, join(example, 'server.mjs')], {
    env: { ...process.env, ...policy, PORT: '0' },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [address] = await once(child.stdout, 'data');
  return { child, address: String(address).trim(), errors: () => errors };
}

async function post({ address }: Service, document: string): Promise<{ status: number; body: string }> {
  const body = readFileSync(join(example, document));
  const response = await fetch(`${address}/pdf`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-tex' },
    body,
  });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()).toString('latin1') };
}

describe('a service that compiles LaTeX through execFile', () => {
  let free: Service;
  let jailed: Service;

  before(async () => {
    [free, jailed] = await Promise.all([start(false), start(true)]);
  });

  after(() => {
    free?.child.kill();
    jailed?.child.kill();
  });

  it('compiles an honest document in both', async () => {
    for (const service of [free, jailed]) {
      const { status, body } = await post(service, 'honest.tex');
      strictEqual(status, 200, body);
      match(body, /^%PDF-/);
    }
  });

  it('hands out a file of the server without a jail', async () => {
    const { status, body } = await post(free, 'hostile.tex');
    strictEqual(status, 200, body);
    match(body, /\/Subject \(root:/);
  });

  it('hands out nothing in a jail, and says what was tried', async () => {
    const { status, body } = await post(jailed, 'hostile.tex');
    strictEqual(status, 422);
    ok(!body.includes('root:'));
    match(jailed.errors(), /read \/etc\/passwd/);
  });

  it('goes on after that', async () => {
    strictEqual((await post(jailed, 'honest.tex')).status, 200);
  });
});

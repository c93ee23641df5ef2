// What a trick has done, judged from outside and by the same eyes with and without a jail.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { type Scene, takeSnapshot } from './scene.js';

/** A part of the canary this long is a leak too. */
const PART_LENGTH = 10;

function base64Cores(text: string): string[] {
  return [0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${text}`)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
}

/** What the canary looks like in a file: itself and every part of it, encoded, and the checksum of its file. */
export function canaryForms(canary: string): string[] {
  const parts = Array.from({ length: canary.length - PART_LENGTH + 1 }, (_, at) => canary.slice(at, at + PART_LENGTH));
  const hexadecimal = parts.map((part) => Buffer.from(part).toString('hex'));
  const wide = parts.map((part) => [...part].join('\0'));
  const checksum = createHash('md5').update(`${canary}\n`).digest('hex');
  return [...parts, ...hexadecimal, ...wide, ...base64Cores(canary), checksum, checksum.toUpperCase()];
}

function attempt(makeView: () => Buffer): Buffer[] {
  try {
    return [makeView()];
  } catch {
    return [];
  }
}

function inflatedStreams(content: Buffer): Buffer[] {
  const views: Buffer[] = [];
  for (let at = content.indexOf('stream'); at !== -1; at = content.indexOf('stream', at + 6)) {
    const start = content[at + 6] === 0x0d ? at + 8 : at + 7;
    views.push(...attempt(() => inflateSync(content.subarray(start), { finishFlush: 2 })));
  }
  return views;
}

const textOfPdf = (file: string): Buffer =>
  Buffer.from(
    execFileSync('pdftotext', [file, '-'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString('latin1')
      .replaceAll(/\s/g, ''),
    'latin1',
  );

/** The file as it is, decompressed, and as a person would read it. */
function viewsOfFile(file: string): Buffer[] {
  const content = readFileSync(file);
  const views = [content, ...attempt(() => gunzipSync(content))];
  if (content.subarray(0, 4).toString('latin1') === '%PDF')
    views.push(...inflatedStreams(content), ...attempt(() => textOfPdf(file)));
  return views;
}

const holds = (views: readonly Buffer[], forms: readonly string[]): boolean =>
  views.some((view) => forms.some((form) => view.includes(form, 0, 'latin1')));

function findLeaks(scene: Scene, output: string): string[] {
  const forms = canaryForms(scene.canary);
  const leaks = holds([Buffer.from(output, 'latin1')], forms) ? ['the output holds the canary'] : [];
  for (const entry of readdirSync(scene.jail, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(scene.jail, entry);
    // A symbolic link holds only a name; what it leads to is judged where it is
    if (lstatSync(file).isFile() && holds(viewsOfFile(file), forms)) leaks.push(`${entry} holds the canary`);
  }
  return leaks;
}

function findChanges(scene: Scene): string[] {
  const now = takeSnapshot(scene.outside);
  const added = [...now.keys()]
    .filter((file) => !scene.snapshot.has(file))
    .map((file) => `${path.basename(file)} was created`);
  const changed = [...scene.snapshot].flatMap(([file, seen]) => {
    if (!now.has(file)) return [`${path.basename(file)} was removed`];
    return now.get(file) === seen ? [] : [`${path.basename(file)} was changed`];
  });
  return [...added, ...changed];
}

/** Everything that should not have happened. Empty after a jailed run. */
export function findHarm(scene: Scene, output: string): string[] {
  const harm = [...findLeaks(scene, output), ...findChanges(scene)];
  if (scene.victim.signalCode !== null) harm.push('the outsider was killed');
  if (scene.connections() > 0) harm.push('the port was reached');
  return harm;
}

// Hostile documents: each tries one way out. `@outside@`, `@victim@` and `@port@` stand for what the scene holds.
// TeX's own guards are off in all of them, so that nothing but the jail can stop them.

import type { Jailbreak } from '../../src/index.js';

export interface Trick {
  /** The title of the test, and the name of its document in `hostile/` */
  readonly name: string;
  /** Further files of `hostile/`, as [name there, name in the jail] or the same name for both */
  readonly files?: readonly string[];
  /** Run one after another, each in a jail of its own */
  readonly steps: readonly (readonly string[])[];
  /** What the first jailbreak must say */
  readonly mode: Jailbreak['mode'];
  readonly file?: string;
}

const pdflatex = ['pdflatex', '-interaction=nonstopmode', '-no-shell-escape'];
const pdflatexFullShell = ['pdflatex', '-interaction=nonstopmode', '-shell-escape'];
const pdflatexRestrictedShell = ['pdflatex', '-interaction=nonstopmode', '-shell-restricted'];
const lualatex = ['lualatex', '-interaction=nonstopmode', '-no-shell-escape'];
const lualatexFullShell = ['lualatex', '-interaction=nonstopmode', '-shell-escape'];
const luatex = ['luatex', '--interaction=nonstopmode'];
const luatexFullShell = [...luatex, '--shell-escape'];
const xelatex = ['xelatex', '-interaction=nonstopmode', '-shell-escape'];
const latex = ['latex', '-interaction=nonstopmode', '-no-shell-escape'];

const secret = '@outside@/secret.txt';
const planted = '@outside@/planted.txt';
const ledger = '@outside@/ledger.txt';

/** A document that one command compiles, and that tries to read the secret. */
const reads = (name: string, command: readonly string[] = pdflatex, file = secret): Trick => ({
  name,
  steps: [[...command, name]],
  mode: 'read',
  file,
});

/** A document that one command compiles, and that tries to write outside. */
const writes = (name: string, command: readonly string[] = pdflatex, file = planted): Trick => ({
  name,
  steps: [[...command, name]],
  mode: 'write',
  file,
});

export const documentTricks: readonly Trick[] = [
  reads('input-absolute-path'),
  reads('input-parent-directory'),
  reads('input-through-proc-self-cwd'),
  reads('input-through-proc-self-root'),
  reads('input-if-file-exists'),
  reads('openin-and-read'),
  reads('verbatim-input'),
  reads('listing-input'),
  reads('catch-file'),
  reads('include-graphics', pdflatex, '@outside@/secret.pdf'),
  reads('file-dump'),
  reads('file-checksum'),
  reads('embed-file'),
  reads('attach-file'),
  reads('object-from-file'),
  writes('openout-absolute-path'),
  writes('openout-parent-directory'),
  writes('openout-overwrites', pdflatex, ledger),
];

export const shellTricks: readonly Trick[] = [
  reads('pipe-input', pdflatexFullShell),
  reads('shell-copies-secret', pdflatexFullShell),
  reads('shell-encodes-secret', pdflatexFullShell),
  writes('shell-plants-file', pdflatexFullShell),
  writes('shell-changes-mode', pdflatexFullShell, ledger),
  reads('shell-links-secret', pdflatexFullShell),
  reads('shell-in-background', pdflatexFullShell),
  reads('shell-double-fork', pdflatexFullShell),
  reads('shell-reads-environment', pdflatexFullShell, '/proc/@victim@/environ'),
  { name: 'shell-kills-outsider', steps: [[...pdflatexFullShell, 'shell-kills-outsider']], mode: 'process' },
  { name: 'shell-opens-connection', steps: [[...pdflatexFullShell, 'shell-opens-connection']], mode: 'connect' },
  reads('symlink-in-one-run', pdflatexFullShell),
  {
    name: 'read-through-planted-symlink',
    files: ['plant-symlinks.tex'],
    steps: [
      [...pdflatexFullShell, 'plant-symlinks'],
      [...pdflatex, 'read-through-planted-symlink'],
    ],
    mode: 'read',
    file: secret,
  },
  {
    name: 'openout-through-planted-symlink',
    files: ['plant-symlinks.tex'],
    steps: [
      [...pdflatexFullShell, 'plant-symlinks'],
      [...pdflatex, 'openout-through-planted-symlink'],
    ],
    mode: 'write',
    file: planted,
  },
];

/** Programs that TeX may start even under its restricted shell escape. */
export const restrictedShellTricks: readonly Trick[] = [
  { ...reads('makeindex-reads-style', pdflatexRestrictedShell), files: ['words.idx'] },
  { ...writes('makeindex-writes-index', pdflatexRestrictedShell), files: ['words.idx'] },
  { ...reads('bibtex-reads-bibliography', pdflatexRestrictedShell, '@outside@/secret.bib'), files: ['citations.aux'] },
  { ...reads('metapost-reads-file', pdflatexRestrictedShell), files: ['read-file.mp'] },
  { ...writes('metapost-writes-file', pdflatexRestrictedShell), files: ['write-file.mp'] },
  reads('kpsewhich-lists-directory', pdflatexRestrictedShell, '@outside@'),
  reads('repstopdf-converts-figure', pdflatexRestrictedShell, '@outside@/secret.eps'),
];

export const engineTricks: readonly Trick[] = [
  reads('lua-opens-file', lualatex),
  writes('lua-writes-file', luatex),
  reads('lua-executes-command', lualatexFullShell),
  reads('lua-pipes-command', luatexFullShell),
  writes('lua-removes-file', luatex, ledger),
  writes('lua-moves-file', luatex, secret),
  reads('lua-lists-directory', luatex, '@outside@'),
  { name: 'lua-connects', steps: [[...luatexFullShell, 'lua-connects']], mode: 'connect' },
  reads('xelatex-pipe-input', xelatex),
  reads('xelatex-includes-page', xelatex, '@outside@/secret.pdf'),
  reads('xelatex-embeds-stream', xelatex),
];

/** A document compiled by `compile`, and then the tool that it is meant for. */
const twoSteps = (name: string, compile: readonly string[], tool: readonly string[], file = secret): Trick => ({
  name,
  steps: [[...compile, name], tool],
  mode: 'read',
  file,
});

export const toolTricks: readonly Trick[] = [
  twoSteps('dvips-includes-figure', latex, ['dvips', '-q', 'dvips-includes-figure'], '@outside@/secret.eps'),
  twoSteps('dvips-runs-command', latex, ['dvips', '-q', '-R0', 'dvips-runs-command'], '@outside@/secret.eps'),
  twoSteps('dvips-includes-header', latex, ['dvips', '-q', 'dvips-includes-header']),
  twoSteps('biber-reads-bibliography', pdflatex, ['biber', 'biber-reads-bibliography'], '@outside@/secret.bib'),
  {
    name: 'latexmk-runs-configuration',
    files: ['latexmkrc'],
    steps: [['latexmk', '-pdf', 'latexmk-runs-configuration']],
    mode: 'read',
    file: secret,
  },
  {
    name: 'ghostscript-reads-file',
    files: ['ghostscript-reads-file.ps'],
    steps: [['ps2pdf', '-dNOSAFER', 'ghostscript-reads-file.ps']],
    mode: 'read',
    file: secret,
  },
  {
    name: 'ghostscript-writes-file',
    files: ['ghostscript-writes-file.ps'],
    steps: [['ps2pdf', '-dNOSAFER', 'ghostscript-writes-file.ps']],
    mode: 'write',
    file: planted,
  },
];

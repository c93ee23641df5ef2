// What the build and the tests need and npm cannot bring, each with the remedy.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NODE_MAJOR = 20;
const NODE_MINOR = 19;
/** The oldest Rust that compiles the keeper. */
const RUST_MINOR = 88;

const REMEDIES = {
  cargo: `It builds the keeper. Install a Rust toolchain of your own (https://rustup.rs), or put one of version 1.${RUST_MINOR} or newer into PATH.`,
  cc: 'Install a C compiler for the test programs: `apt-get install gcc libc6-dev`.',
  strip: 'Install binutils.',
  strace: 'It is the witness of the differential tests: `apt-get install strace`.',
  python3: 'Install Python 3: `apt-get install python3`.',
};

/** What the latex tests run, and the package of Debian that brings it. */
const TEX_TOOLS = {
  pdflatex: 'texlive-latex-extra texlive-pictures texlive-fonts-recommended lmodern',
  xelatex: 'texlive-xetex fonts-dejavu-core fonts-dejavu-extra',
  lualatex: 'texlive-luatex',
  mpost: 'texlive-metapost',
  epstopdf: 'texlive-font-utils',
  biber: 'biber texlive-bibtex-extra',
  latexmk: 'latexmk',
  gs: 'ghostscript',
  pdftotext: 'poppler-utils',
};

function isInPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** One message for each of `names` that is not there. */
export function missingTools(names) {
  return names.filter((name) => !isInPath(name)).map((name) => `${name} is missing. ${REMEDIES[name]}`);
}

/** One message for all of TeX. `others` are the suites that need none of it. */
export function missingTex(others) {
  const missing = Object.keys(TEX_TOOLS).filter((name) => !isInPath(name));
  if (missing.length === 0) return [];
  const packages = missing.map((name) => TEX_TOOLS[name]).join(' ');
  return [
    `Not found: ${missing.join(', ')}, which the tests with LaTeX run. Install TeX: \`apt-get install --no-install-recommends ${packages}\`, or run the other suites: \`node scripts/test.mjs ${others.join(' ')}\`.`,
  ];
}

function cargoMessages() {
  const { status, stdout } = spawnSync('cargo', ['--version'], { encoding: 'utf8' });
  if (status !== 0) return ['cargo does not run. Run `rustup default stable`.'];
  const [, major, minor] = /^cargo (\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) > 1 || Number(minor) >= RUST_MINOR) return [];
  return [`${stdout.trim()} is too old for the keeper. Install Rust 1.${RUST_MINOR} or newer: https://rustup.rs.`];
}

/** What stands in the way of building and testing at all. */
export function missingPrerequisites() {
  const messages = missingTools(['cargo', 'cc']);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_MAJOR || (major === NODE_MAJOR && minor < NODE_MINOR)) {
    messages.push(`Node.js ${process.versions.node} is too old. Install Node.js ${NODE_MAJOR}.${NODE_MINOR} or newer.`);
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    messages.push(`There is no keeper for ${process.platform}-${process.arch}. Use Linux on x64.`);
  }
  if (isInPath('cargo')) messages.push(...cargoMessages());
  return messages;
}

// What TeX and the programs that it starts touch, beside the system's own paths.
// Measured with strace on real documents of every engine; HOME and /tmp stay closed.

import type { Preset } from '../types.js';

const trees = [
  '/usr/share/texlive',
  '/usr/share/texmf',
  '/usr/share/texmf-dist',
  '/usr/local/share/texmf',
  '/var/lib/texmf',
  '/etc/texmf',
  // TeX Live as its own installer lays it, and MacTeX-like layouts below /opt
  '/usr/local/texlive',
  '/opt/texlive',
];

/** fontconfig's answers: XeLaTeX, LuaLaTeX and Cairo ask for system fonts by name. */
const fonts = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/usr/share/fontconfig',
  '/etc/fonts',
  '/var/cache/fontconfig',
  '/usr/share/X11/fonts',
];

/** Ghostscript: its library, its colour profiles, and the character maps that its resources link to. */
const ghostscript = [
  '/usr/share/ghostscript',
  '/var/lib/ghostscript',
  '/etc/ghostscript',
  '/usr/share/color',
  '/usr/share/poppler',
];

/** Settings of the machine that single programs read when they start. */
const settings = ['/etc/papersize', '/etc/paperspecs', '/etc/LatexMk', '/etc/latexmkrc'];

export const latex: Preset = {
  read: [...trees, ...fonts, ...ghostscript, ...settings],
  write: [],
  env: {
    // mktexpk, Ghostscript, latexmk and biber write here
    TMPDIR: '{temporary}',
    TMP: '{temporary}',
    TEMP: '{temporary}',
    TEMPDIR: '{temporary}',
    // Fonts that are drawn on the fly, and the caches of luaotfload
    TEXMFVAR: '{temporary}/texmf-var',
    TEXMFCACHE: '{temporary}/texmf-var',
    VARTEXFONTS: '{temporary}/texfonts',
    TEXMFCONFIG: '{temporary}/texmf-config',
    TEXMFHOME: '{temporary}/texmf',
    // dvips lists HOME; latexmk, Ghostscript and fontconfig look for their dot files there
    HOME: '{temporary}',
    XDG_CACHE_HOME: '{temporary}/cache',
    XDG_CONFIG_HOME: '{temporary}/config',
    XDG_DATA_HOME: '{temporary}/share',
    // As in a container or a service, where the environment does not tell: bash would ask /etc/passwd for its user's
    // shell, and take the socket that Node gives it for a login over the network, with its start-up files
    SHELL: '/bin/sh',
    SHLVL: '1',
    // Otherwise kpathsea lists the directory of every path that it does not find at once, in search of the
    // name in another case: \input{/etc/passwd} would first list /etc, and that would be the jailbreak.
    // It also saves four of five opens.
    texmf_casefold_search: '0',
  },
  privateTemporaryDirectory: true,
};

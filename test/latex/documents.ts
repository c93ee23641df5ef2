/**
 * Ordinary documents, and what their authors type to make them.
 * A document named in TeX Live only (`fromTree`) is taken from there.
 */
export interface Document {
  /** The folder's name and the title of the test */
  name: string;
  /** Copied from `documents/` into an empty folder */
  files: readonly string[];
  /** Copied from the TeX tree, as kpsewhich(1) finds it */
  fromTree?: readonly string[];
  /** Run one after another in that folder, each in a jail of its own */
  steps: readonly (readonly string[])[];
  /** What must be there in the end */
  result: string;
}

const pdflatex = ['pdflatex', '-interaction=nonstopmode', '-halt-on-error'] as const;
const xelatex = ['xelatex', '-interaction=nonstopmode', '-halt-on-error'] as const;
const lualatex = ['lualatex', '-interaction=nonstopmode', '-halt-on-error'] as const;

export const classicDocuments: readonly Document[] = [
  {
    name: 'sample2e',
    files: [],
    fromTree: ['sample2e.tex'],
    steps: [[...pdflatex, 'sample2e']],
    result: 'sample2e.pdf',
  },
  { name: 'small2e', files: [], fromTree: ['small2e.tex'], steps: [[...pdflatex, 'small2e']], result: 'small2e.pdf' },
  {
    name: 'plain TeX story',
    files: ['plain-story.tex'],
    steps: [['pdftex', 'plain-story']],
    result: 'plain-story.pdf',
  },
  {
    name: 'Beamer talk',
    files: ['beamer-talk.tex'],
    steps: [
      [...pdflatex, 'beamer-talk'],
      [...pdflatex, 'beamer-talk'],
    ],
    result: 'beamer-talk.pdf',
  },
  {
    name: 'TikZ drawing',
    files: ['tikz-drawing.tex'],
    steps: [[...pdflatex, 'tikz-drawing']],
    result: 'tikz-drawing.pdf',
  },
  {
    name: 'BibTeX bibliography',
    files: ['bibtex-bibliography.tex', 'references.bib'],
    steps: [
      [...pdflatex, 'bibtex-bibliography'],
      ['bibtex', 'bibtex-bibliography'],
      [...pdflatex, 'bibtex-bibliography'],
      [...pdflatex, 'bibtex-bibliography'],
    ],
    result: 'bibtex-bibliography.pdf',
  },
  {
    name: 'index made through the restricted shell escape',
    files: ['makeindex-index.tex'],
    steps: [
      [...pdflatex, 'makeindex-index'],
      [...pdflatex, 'makeindex-index'],
    ],
    result: 'makeindex-index.pdf',
  },
  {
    name: 'index made by makeindex itself',
    files: ['makeindex-index.tex'],
    steps: [
      [...pdflatex, '-no-shell-escape', 'makeindex-index'],
      ['makeindex', 'makeindex-index'],
      [...pdflatex, '-no-shell-escape', 'makeindex-index'],
    ],
    result: 'makeindex-index.pdf',
  },
  {
    name: 'bitmap fonts drawn on the fly',
    files: ['bitmap-fonts.tex'],
    steps: [[...pdflatex, 'bitmap-fonts']],
    result: 'bitmap-fonts.pdf',
  },
  {
    name: 'EPS figure through epstopdf and Ghostscript',
    files: ['eps-figure.tex', 'triangle.eps'],
    steps: [[...pdflatex, 'eps-figure']],
    result: 'eps-figure.pdf',
  },
  {
    name: 'long report with tables, links and listings',
    files: ['long-report.tex', 'program.c'],
    steps: [
      [...pdflatex, 'long-report'],
      [...pdflatex, 'long-report'],
    ],
    result: 'long-report.pdf',
  },
  {
    name: 'book split over a folder, with SyncTeX and a recorder',
    files: ['split-book.tex', 'chapters/first.tex', 'chapters/second.tex', 'chapters/closing.tex'],
    steps: [[...pdflatex, '-synctex=1', '-recorder', 'split-book']],
    result: 'split-book.pdf',
  },
  {
    name: 'files that the document writes and reads again',
    files: ['written-files.tex'],
    steps: [[...pdflatex, 'written-files']],
    result: 'written-files.pdf',
  },
  {
    name: 'full shell escape on what is inside',
    files: ['shell-escape.tex', 'words.txt'],
    steps: [[...pdflatex, '-shell-escape', 'shell-escape']],
    result: 'shell-escape.pdf',
  },
  {
    name: 'pages and images of the TeX tree',
    files: ['included-pages.tex'],
    steps: [[...pdflatex, 'included-pages']],
    result: 'included-pages.pdf',
  },
];

export const modernDocuments: readonly Document[] = [
  {
    name: 'Biber bibliography',
    files: ['biber-bibliography.tex', 'references.bib'],
    steps: [
      [...pdflatex, 'biber-bibliography'],
      ['biber', 'biber-bibliography'],
      [...pdflatex, 'biber-bibliography'],
    ],
    result: 'biber-bibliography.pdf',
  },
  {
    name: 'XeLaTeX with system fonts',
    files: ['xelatex-fonts.tex'],
    steps: [[...xelatex, 'xelatex-fonts']],
    result: 'xelatex-fonts.pdf',
  },
  {
    name: 'LuaLaTeX with Lua code and OpenType fonts',
    files: ['lualatex-fonts.tex'],
    steps: [[...lualatex, 'lualatex-fonts']],
    result: 'lualatex-fonts.pdf',
  },
  {
    name: 'LuaLaTeX with a font by its name',
    files: ['lualatex-named-font.tex'],
    steps: [[...lualatex, 'lualatex-named-font']],
    result: 'lualatex-named-font.pdf',
  },
  {
    name: 'latexmk with bibliography and index',
    files: ['latexmk-report.tex', 'references.bib'],
    steps: [['latexmk', '-pdf', '-interaction=nonstopmode', 'latexmk-report']],
    result: 'latexmk-report.pdf',
  },
  {
    name: 'glossaries',
    files: ['glossary-terms.tex'],
    steps: [
      [...pdflatex, 'glossary-terms'],
      ['makeglossaries', 'glossary-terms'],
      [...pdflatex, 'glossary-terms'],
    ],
    result: 'glossary-terms.pdf',
  },
  {
    name: 'MetaPost figures with TeX labels',
    files: ['figures.mp', 'metapost-figures.tex'],
    steps: [
      ['mpost', '-interaction=nonstopmode', 'figures'],
      [...pdflatex, 'metapost-figures'],
    ],
    result: 'metapost-figures.pdf',
  },
  {
    name: 'DVI, PostScript and ps2pdf',
    files: ['postscript-flow.tex', 'triangle.eps'],
    steps: [
      ['latex', '-interaction=nonstopmode', 'postscript-flow'],
      ['dvips', '-q', 'postscript-flow'],
      ['ps2pdf', 'postscript-flow.ps'],
    ],
    result: 'postscript-flow.pdf',
  },
];

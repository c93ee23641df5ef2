// What the demo shows, one after another.

const pdflatex = ['-interaction=nonstopmode', '-halt-on-error'];

export const acts = [
  {
    title: 'A shell script from a stranger',
    source: 'hostile-script.sh',
    beside: ['report.txt'],
    command: 'sh',
    arguments: ['hostile-script.sh'],
    policy: {},
    shows: /./,
    leaves: ['count.txt', 'stolen.txt'],
    isHostile: true,
  },
  {
    title: 'A LaTeX document from a stranger',
    source: 'hostile-document.tex',
    beside: [],
    command: 'pdflatex',
    arguments: [...pdflatex, 'hostile-document.tex'],
    policy: { preset: 'latex' },
    shows: /^entering/,
    leaves: ['hostile-document.pdf'],
    isHostile: true,
    remedy: 'apt-get install texlive-latex-base',
  },
  {
    title: 'An honest document, under the same policy',
    source: 'honest-document.tex',
    beside: [],
    command: 'pdflatex',
    arguments: [...pdflatex, 'honest-document.tex'],
    policy: { preset: 'latex' },
    shows: /^Output written/,
    leaves: ['honest-document.pdf'],
    isHostile: false,
    remedy: 'apt-get install texlive-latex-base',
  },
];

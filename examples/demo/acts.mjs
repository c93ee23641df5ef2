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
    result: 'count.txt',
    isHostile: true,
  },
  {
    title: 'A LaTeX document from a stranger',
    source: 'hostile-document.tex',
    beside: [],
    command: 'pdflatex',
    arguments: [...pdflatex, 'hostile-document.tex'],
    policy: { preset: 'latex' },
    result: 'hostile-document.pdf',
    isHostile: true,
    remedy: 'apt-get install texlive-latex-base texlive-latex-recommended',
  },
  {
    title: 'An honest document, under the same policy',
    source: 'honest-document.tex',
    beside: [],
    command: 'pdflatex',
    arguments: [...pdflatex, 'honest-document.tex'],
    policy: { preset: 'latex' },
    result: 'honest-document.pdf',
    isHostile: false,
    remedy: 'apt-get install texlive-latex-base texlive-latex-recommended',
  },
];

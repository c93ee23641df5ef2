// The smallest figures that hold a text: what a secret picture looks like to a document.

const content = (text: string): string => `BT /F1 12 Tf 10 20 Td (${text}) Tj ET`;

/** A PDF of one page whose content is not compressed. */
export function pdfWithText(text: string): Buffer {
  const stream = content(text);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 240 60] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let bytes = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = bytes.length;
    bytes += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  bytes += `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${bytes.length}\n%%EOF\n`;
  return Buffer.from(bytes, 'latin1');
}

export function epsWithText(text: string): string {
  return [
    '%!PS-Adobe-3.0 EPSF-3.0',
    '%%BoundingBox: 0 0 240 60',
    `%%Title: ${text}`,
    `/Helvetica findfont 12 scalefont setfont 10 20 moveto (${text}) show`,
    'showpage',
    '%%EOF',
    '',
  ].join('\n');
}

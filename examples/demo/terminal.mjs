// Colours where a person looks at a terminal, and nowhere else: https://no-color.org

const isColourful = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

const style = (start, end) => (text) => (isColourful ? `\x1b[${start}m${text}\x1b[${end}m` : text);

export const bold = style(1, 22);
export const dim = style(2, 22);
export const red = style(31, 39);
export const green = style(32, 39);
export const yellow = style(33, 39);
export const cyan = style(36, 39);

const LABEL_WIDTH = 14;

/** A line with its label in a column of its own. */
export function line(label, text, paintLabel = dim) {
  console.log(`   ${paintLabel(label.padEnd(LABEL_WIDTH))}${text}`);
}

/** A name that an attacker chose must not move the cursor of whoever reads about it. */
export function displaySafe(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

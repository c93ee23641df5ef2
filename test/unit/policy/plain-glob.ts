// A glob matcher that is slow and plain, to compare the real one with. Works on the characters of names, one by one.

/** Whether `class`, what stands between brackets, holds `character`. */
function holds(members: readonly string[], character: string): boolean {
  for (let at = 0; at < members.length; at += 1) {
    const first = members[at] ?? '';
    const last = members[at + 2];
    if (members[at + 1] === '-' && last !== undefined) {
      if (first <= character && character <= last) return true;
      at += 2;
    } else if (first === character) return true;
  }
  return false;
}

/** `glob` against exactly `path`. Escapes in classes are not known here. */
export function matchPlainly(glob: readonly string[], path: readonly string[], atName = true): boolean {
  const [sign, ...rest] = glob;
  if (sign === undefined) return path.length === 0;
  if (sign === '*' && rest[0] === '*') return matchDeeply(rest.slice(1), path, atName);
  const [character, ...after] = path;
  if (sign === '*') {
    if (matchPlainly(rest, path, false)) return true;
    return character !== undefined && character !== '/' && matchPlainly(glob, after, false);
  }
  if (character === undefined) return false;
  if (sign === '?') return character !== '/' && matchPlainly(rest, after, false);
  if (sign === '[') return matchClass(rest, character, after);
  return sign === character && matchPlainly(rest, after, sign === '/');
}

function matchClass(glob: readonly string[], character: string, after: readonly string[]): boolean {
  const isNegated = glob[0] === '!';
  const start = isNegated ? 1 : 0;
  const end = glob.indexOf(']', start + 1);
  if (character === '/') return false;
  return holds(glob.slice(start, end), character) !== isNegated && matchPlainly(glob.slice(end + 1), after, false);
}

function matchDeeply(glob: readonly string[], path: readonly string[], atName: boolean): boolean {
  if (glob[0] === '*') return matchDeeply(glob.slice(1), path, atName);
  if (!(atName && glob[0] === '/')) {
    return path.some((_, at) => matchPlainly(glob, path.slice(at), false)) || matchPlainly(glob, [], false);
  }
  const rest = glob.slice(1);
  if (matchPlainly(rest, path, true)) return true;
  const slash = path.indexOf('/');
  return slash > 0 && matchDeeply(glob, path.slice(slash + 1), true);
}

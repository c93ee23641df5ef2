// What each of these programs does: its ordinary uses, or the one with a file that it must not reach.

/** One line of JSON, errors with their fields. */
export function show(what, value) {
  const plain = (_key, element) =>
    element instanceof Error ? { name: element.name, message: element.message, ...element } : element;
  console.log(what, JSON.stringify(value, plain));
}

export async function run({ ordinary, forbidden }) {
  const [file] = process.argv.slice(2);
  if (file === undefined) return ordinary();
  await forbidden(file).then(
    (content) => console.log('delivered', content),
    () => console.log('refused'),
  );
}

// A reporter for node:test that says one line of JSON for every trick or promise: what stands at the top of a test file.

function causeOf({ details }) {
  const cause = details.error?.cause ?? details.error;
  return String(cause?.message ?? cause);
}

export default async function* report(events) {
  let causes = [];
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFailure = type === 'test:fail';
    // The tests of a trick come before the trick itself, whose own failure only says that one of them failed.
    if (data.nesting > 0) {
      if (isFailure) causes.push(`${data.name}: ${causeOf(data)}`);
      continue;
    }
    if (isFailure && causes.length === 0) causes.push(causeOf(data));
    yield `${JSON.stringify({ name: data.name, causes })}\n`;
    causes = [];
  }
}

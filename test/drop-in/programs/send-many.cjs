// Sends many messages at once and disconnects when the last one has been taken.
const count = Number(process.argv[2]);
for (let index = 0; index < count; index++) {
  process.send({ index, filling: 'x'.repeat(100) }, index === count - 1 ? () => process.disconnect() : undefined);
}

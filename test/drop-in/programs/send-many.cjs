// Sends many messages at once and disconnects at the last one.
const count = Number(process.argv[2]);
for (let index = 0; index < count; index++) process.send({ index, filling: 'x'.repeat(100) });
process.disconnect();

// Sends back each message, with what it looks like from here.
process.on('message', (message) => {
  if (message === 'disconnect') return process.disconnect();
  if (message === 'exit') return process.exit(7);
  process.send({ type: Object.prototype.toString.call(message), message });
});

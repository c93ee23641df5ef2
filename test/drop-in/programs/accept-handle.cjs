// Says which kind of handle comes with a message, and uses it as the message asks.
const net = require('node:net');
process.on('message', (message, handle) => {
  const kind = handle === undefined ? 'none' : handle.constructor.name;
  if (message === 'serve') handle.on('connection', (socket) => socket.end('served by the child'));
  if (message === 'answer') handle.end('answered by the child');
  if (message === 'address') return process.send({ kind, address: typeof handle.address().port });
  if (message === 'close') return process.disconnect();
  if (message === 'make server') {
    const server = net
      .createServer()
      .listen(0, '127.0.0.1', () => process.send('server', server, () => server.close()));
    return;
  }
  process.send({ kind });
});

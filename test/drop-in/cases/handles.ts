import { createSocket } from 'node:dgram';
import { createConnection, createServer, type Server, Socket } from 'node:net';
import type { Theme } from '../case.js';
import { attemptNow, drain, exited, first } from '../observe.js';
import { program } from '../programs/programs.js';

const quick = { execArgv: [], silent: true };

async function listening(): Promise<[Server, number]> {
  const server = createServer().listen(0, '127.0.0.1');
  await first(server, 'listening');
  return [server, (server.address() as { port: number }).port];
}

export const cases: Theme = {
  'a server is passed and serves': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    const [server, port] = await listening();
    record('send', child.send('serve', server));
    record('answer', (await first(child, 'message'))[0]);
    server.close();
    record('received', await drain(createConnection(port, '127.0.0.1')));
    child.kill();
    record('end', await exited(child));
  },
  'a socket is passed and answers': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    const [server, port] = await listening();
    const client = createConnection(port, '127.0.0.1');
    const received = drain(client);
    const [socket] = (await first(server, 'connection')) as [Socket];
    record('send', child.send('answer', socket));
    record('answer', (await first(child, 'message'))[0]);
    record('received', await received);
    record('socket', socket.destroyed);
    server.close();
    child.disconnect();
    record('end', await exited(child));
  },
  'a socket is passed and kept open': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    const [server, port] = await listening();
    const client = createConnection(port, '127.0.0.1');
    const [socket] = (await first(server, 'connection')) as [Socket];
    const received = drain(client);
    child.send('look', socket, { keepOpen: true }, (error) => record('callback', error));
    record('answer', (await first(child, 'message'))[0]);
    socket.end('from the parent');
    child.kill();
    record('received', await received);
    server.close();
    record('end', await exited(child));
  },
  'a datagram socket is passed': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await first(socket, 'listening');
    child.send('address', socket);
    record('answer', (await first(child, 'message'))[0]);
    socket.close();
    child.kill();
    record('end', await exited(child));
  },
  'a server comes from the child': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    child.send('make server');
    const [message, server] = (await first(child, 'message')) as [unknown, Server];
    record('message', message);
    record('handle', [server.constructor.name, server.listening]);
    server.on('connection', (socket: Socket) => socket.end('served by the parent'));
    record('received', await drain(createConnection((server.address() as { port: number }).port, '127.0.0.1')));
    server.close();
    child.kill();
    record('end', await exited(child));
  },
  'a handle with advanced serialization': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), { ...quick, serialization: 'advanced' });
    const [server] = await listening();
    child.send('look', server);
    record('answer', (await first(child, 'message'))[0]);
    server.close();
    child.kill();
    record('end', await exited(child));
  },
  'several handles in a row': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    for (let count = 0; count < 3; count++) {
      const [server] = await listening();
      child.send('look', server);
      record('answer', (await first(child, 'message'))[0]);
      server.close();
    }
    child.disconnect();
    record('disconnected', child.connected);
    child.kill();
    record('end', await exited(child));
  },
  'a raw handle is passed': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    const [server] = await listening();
    child.send('look', (server as unknown as { _handle: never })._handle);
    record('answer', (await first(child, 'message'))[0]);
    server.close();
    child.kill();
    record('end', await exited(child));
  },
  'a closed socket cannot be passed': async (cp, record) => {
    const child = cp.fork(program('accept-handle.cjs'), quick);
    attemptNow(record, 'send', () => record('send', child.send('look', new Socket())));
    record('answer', (await first(child, 'message'))[0]);
    child.disconnect();
    record('end', await exited(child));
  },
};

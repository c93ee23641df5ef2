// Sends (or, without a channel, prints) what a program can know about how it was started.
const facts = {
  argv: process.argv.slice(1).map((argument) => argument.replace(__filename, '<self>')),
  argv0: process.argv0,
  execArgv: process.execArgv,
  cwd: process.cwd(),
  connected: process.connected ?? null,
  send: typeof process.send,
  channel: typeof process.channel,
  channelFd: process.env.NODE_CHANNEL_FD ?? null,
  serialization: process.env.NODE_CHANNEL_SERIALIZATION_MODE ?? null,
  colour: process.env.COLOUR ?? null,
};
if (process.send) process.send(facts, () => process.disconnect());
else process.stdout.write(JSON.stringify(facts));

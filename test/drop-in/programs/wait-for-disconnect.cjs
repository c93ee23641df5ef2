// Stays until its channel is closed.
process.on('disconnect', () => process.exit(3));
process.channel.ref();
process.send('ready');

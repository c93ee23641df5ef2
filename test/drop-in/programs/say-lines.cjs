// Writes to both outputs and ends with the code given as its argument.
console.log('to stdout');
console.error('to stderr');
process.exitCode = Number(process.argv[2] ?? 0);

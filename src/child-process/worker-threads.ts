// The threads of a registered program: what they start is jailed too. Node repeats our --import in the worker of a file
// that inherits process.execArgv, but not in one made from a string or with arguments of its own.

import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { type WorkerOptions } from 'node:worker_threads';

/** From now on `module`, a file, is loaded in every worker before its own code. */
export function loadInEveryWorker(module: string): void {
  const { Worker: NativeWorker } = workerThreads;
  class Worker extends NativeWorker {
    constructor(filename: string | URL, options?: WorkerOptions) {
      const execArgv = [...(options?.execArgv ?? process.execArgv), '--require', module];
      super(filename, { ...options, execArgv });
    }
  }
  workerThreads.Worker = Worker;
  syncBuiltinESMExports();
}

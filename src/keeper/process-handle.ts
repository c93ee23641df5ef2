// The parts of Node's internals that JailKeeper stands on: the process and pipe handles beneath ChildProcess.
// They have had this shape since Node 12, except that Node 24 calls spawn() by position: see spawn-call.ts.
// test/unit/keeper/process-handle.test.ts asserts it.

/** An entry of `stdio` as ChildProcess hands it to its handle. */
export interface StdioEntry {
  readonly type: string;
  readonly fd?: number;
  readonly handle?: PipeHandle;
}

/** What ChildProcess asks its handle to spawn: every option is already checked and in its one form. */
export interface NativeSpawnOptions {
  file: string;
  args: string[];
  cwd?: string | undefined;
  envPairs?: string[] | undefined;
  stdio: StdioEntry[];
  detached?: boolean | undefined;
  uid?: number | undefined;
  gid?: number | undefined;
}

export interface ProcessHandle {
  pid?: number;
  /** Zero, or a negative errno. */
  spawn(options: NativeSpawnOptions): number;
  kill(signal: number): number;
  close(callback?: () => void): void;
  unref(): void;
  onexit: (code: number, signal: string) => void;
}

export interface PipeHandle {
  readonly fd: number;
  setBlocking(isBlocking: boolean): number;
  close(): void;
}

/** The synchronous twin: what spawnSync() hands to its binding, and what it gets back. */
export interface NativeSyncOptions extends NativeSpawnOptions {
  readonly killSignal?: number | undefined;
}

export interface NativeSyncResult {
  pid: number;
  status: number | null;
  signal: string | null;
  output: (Buffer | null)[] | null;
  /** A negative errno. */
  error?: number;
}

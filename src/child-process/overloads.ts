// The types of node:child_process with one more option: every overload of Node's own, and the same with `jail`.

import type * as native from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Jail } from '../jail/jail.js';
import type { Policy } from '../policy/types.js';

/** The jail of a process: a policy, or a JailKeeper, which tells of jailbreaks and runs one process at a time. */
export interface JailOption {
  readonly jail: Policy | Jail | undefined;
}

type Arguments = readonly string[];
type Bytes = ReturnType<typeof Buffer.from>;
type Stdio = native.StdioNull | native.StdioPipe;
type StreamOf<Entry, Stream> = Entry extends native.StdioPipe ? Stream : null;
type ExecCallback<Output> = (error: native.ExecException | null, stdout: Output, stderr: Output) => void;
type ExecFileCallback<Output> = (error: native.ExecFileException | null, stdout: Output, stderr: Output) => void;
type Promised<Output> = native.PromiseWithChild<{ stdout: Output; stderr: Output }>;

export interface SpawnInJail {
  (command: string, options: native.SpawnOptionsWithoutStdio & JailOption): native.ChildProcessWithoutNullStreams;
  <In extends Stdio, Out extends Stdio, Err extends Stdio>(
    command: string,
    options: native.SpawnOptionsWithStdioTuple<In, Out, Err> & JailOption,
  ): native.ChildProcessByStdio<StreamOf<In, Writable>, StreamOf<Out, Readable>, StreamOf<Err, Readable>>;
  (command: string, options: native.SpawnOptions & JailOption): native.ChildProcess;
  (
    command: string,
    args: Arguments | undefined,
    options: native.SpawnOptionsWithoutStdio & JailOption,
  ): native.ChildProcessWithoutNullStreams;
  <In extends Stdio, Out extends Stdio, Err extends Stdio>(
    command: string,
    args: Arguments,
    options: native.SpawnOptionsWithStdioTuple<In, Out, Err> & JailOption,
  ): native.ChildProcessByStdio<StreamOf<In, Writable>, StreamOf<Out, Readable>, StreamOf<Err, Readable>>;
  (command: string, args: Arguments, options: native.SpawnOptions & JailOption): native.ChildProcess;
}

export interface ExecInJail {
  (
    command: string,
    options: native.ExecOptionsWithBufferEncoding & JailOption,
    callback?: ExecCallback<Bytes>,
  ): native.ChildProcess;
  (
    command: string,
    options: native.ExecOptionsWithStringEncoding & JailOption,
    callback?: ExecCallback<string>,
  ): native.ChildProcess;
  (
    command: string,
    options: native.ExecOptions & JailOption,
    callback?: ExecCallback<string | Bytes>,
  ): native.ChildProcess;
  readonly __promisify__: {
    (command: string, options: native.ExecOptionsWithBufferEncoding & JailOption): Promised<Bytes>;
    (command: string, options: native.ExecOptionsWithStringEncoding & JailOption): Promised<string>;
    (command: string, options: native.ExecOptions & JailOption): Promised<string | Bytes>;
  };
}

export interface ExecFileInJail {
  (
    file: string,
    options: native.ExecFileOptionsWithBufferEncoding & JailOption,
    callback?: ExecFileCallback<Bytes>,
  ): native.ChildProcess;
  (
    file: string,
    options: native.ExecFileOptionsWithStringEncoding & JailOption,
    callback?: ExecFileCallback<string>,
  ): native.ChildProcess;
  (
    file: string,
    options: native.ExecFileOptions & JailOption,
    callback?: ExecFileCallback<string | Bytes> | null,
  ): native.ChildProcess;
  (
    file: string,
    args: Arguments | undefined | null,
    options: native.ExecFileOptionsWithBufferEncoding & JailOption,
    callback?: ExecFileCallback<Bytes>,
  ): native.ChildProcess;
  (
    file: string,
    args: Arguments | undefined | null,
    options: native.ExecFileOptionsWithStringEncoding & JailOption,
    callback?: ExecFileCallback<string>,
  ): native.ChildProcess;
  (
    file: string,
    args: Arguments | undefined | null,
    options: native.ExecFileOptions & JailOption,
    callback?: ExecFileCallback<string | Bytes> | null,
  ): native.ChildProcess;
  readonly __promisify__: {
    (file: string, options: native.ExecFileOptionsWithBufferEncoding & JailOption): Promised<Bytes>;
    (file: string, options: native.ExecFileOptionsWithStringEncoding & JailOption): Promised<string>;
    (file: string, options: native.ExecFileOptions & JailOption): Promised<string | Bytes>;
    (
      file: string,
      args: Arguments | undefined | null,
      options: native.ExecFileOptionsWithBufferEncoding & JailOption,
    ): Promised<Bytes>;
    (
      file: string,
      args: Arguments | undefined | null,
      options: native.ExecFileOptionsWithStringEncoding & JailOption,
    ): Promised<string>;
    (
      file: string,
      args: Arguments | undefined | null,
      options: native.ExecFileOptions & JailOption,
    ): Promised<string | Bytes>;
  };
}

export interface ForkInJail {
  (modulePath: string | URL, options: native.ForkOptions & JailOption): native.ChildProcess;
  (
    modulePath: string | URL,
    args: Arguments | undefined,
    options: native.ForkOptions & JailOption,
  ): native.ChildProcess;
}

export interface SpawnSyncInJail {
  (command: string, options: native.SpawnSyncOptionsWithStringEncoding & JailOption): native.SpawnSyncReturns<string>;
  (command: string, options: native.SpawnSyncOptionsWithBufferEncoding & JailOption): native.SpawnSyncReturns<Bytes>;
  (command: string, options: native.SpawnSyncOptions & JailOption): native.SpawnSyncReturns<string | Bytes>;
  (
    command: string,
    args: Arguments | undefined,
    options: native.SpawnSyncOptionsWithStringEncoding & JailOption,
  ): native.SpawnSyncReturns<string>;
  (
    command: string,
    args: Arguments | undefined,
    options: native.SpawnSyncOptionsWithBufferEncoding & JailOption,
  ): native.SpawnSyncReturns<Bytes>;
  (
    command: string,
    args: Arguments | undefined,
    options: native.SpawnSyncOptions & JailOption,
  ): native.SpawnSyncReturns<string | Bytes>;
}

export interface ExecSyncInJail {
  (command: string, options: native.ExecSyncOptionsWithStringEncoding & JailOption): string;
  (command: string, options: native.ExecSyncOptionsWithBufferEncoding & JailOption): Bytes;
  (command: string, options: native.ExecSyncOptions & JailOption): string | Bytes;
}

export interface ExecFileSyncInJail {
  (file: string, options: native.ExecFileSyncOptionsWithStringEncoding & JailOption): string;
  (file: string, options: native.ExecFileSyncOptionsWithBufferEncoding & JailOption): Bytes;
  (file: string, options: native.ExecFileSyncOptions & JailOption): string | Bytes;
  (
    file: string,
    args: Arguments | undefined,
    options: native.ExecFileSyncOptionsWithStringEncoding & JailOption,
  ): string;
  (
    file: string,
    args: Arguments | undefined,
    options: native.ExecFileSyncOptionsWithBufferEncoding & JailOption,
  ): Bytes;
  (file: string, args: Arguments | undefined, options: native.ExecFileSyncOptions & JailOption): string | Bytes;
}

/** The functions of node:child_process, as they are. */
export interface ChildProcessFunctions {
  readonly spawn: typeof native.spawn;
  readonly exec: typeof native.exec;
  readonly execFile: typeof native.execFile;
  readonly fork: typeof native.fork;
  readonly spawnSync: typeof native.spawnSync;
  readonly execSync: typeof native.execSync;
  readonly execFileSync: typeof native.execFileSync;
}

/** The same with the option `jail`. */
export interface JailedFunctions extends ChildProcessFunctions {
  readonly spawn: typeof native.spawn & SpawnInJail;
  readonly exec: typeof native.exec & ExecInJail;
  readonly execFile: typeof native.execFile & ExecFileInJail;
  readonly fork: typeof native.fork & ForkInJail;
  readonly spawnSync: typeof native.spawnSync & SpawnSyncInJail;
  readonly execSync: typeof native.execSync & ExecSyncInJail;
  readonly execFileSync: typeof native.execFileSync & ExecFileSyncInJail;
}

// The report: what the keeper tells of its jail, one record per line. See protocol/PROTOCOL.md.

import { AREA_NAMES, type Area, EXTENTS, type Extent } from '../policy/areas.js';
import { JAILBREAK_MODES, type JailbreakBytes, type JailbreakMode } from '../policy/jailbreak.js';
import type { Verdict } from '../policy/types.js';
import { Fields } from './fields.js';
import { PROTOCOL_VERSION } from './order.js';
import { decodeRecord, encodeRecord, MalformedRecord } from './record.js';

const REFUSAL_REASONS = [
  'protocol',
  'no-notification',
  'busy',
  'no-landlock',
  'feature',
  'nested',
  'rule',
  'pattern',
  'confine',
  'attach',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

const INHERITED_MODES = ['read', 'write', 'read-write', 'path', 'map'] as const;
/** How a file is open; `path`: it can only be named (O_PATH), `map`: it is mapped. */
export type InheritedMode = (typeof INHERITED_MODES)[number];

/** How far each area is enforced. */
export type Areas = Readonly<Record<Area, Extent>>;

export interface StartedRecord {
  readonly name: 'started';
  readonly pid: number;
  readonly landlock: number;
  readonly areas: Areas;
}

export interface FailedRecord {
  readonly name: 'failed';
  readonly syscall: string;
  readonly errno: number;
}

export interface RefusedRecord {
  readonly name: 'refused';
  readonly reason: RefusalReason;
  readonly detail: string;
}

export interface JailbreakRecord {
  readonly name: 'jailbreak';
  readonly id: number;
  readonly mode: JailbreakMode;
  readonly syscall: string;
  readonly pid: number;
  readonly ppid: number;
  readonly timeMicroseconds: number;
  readonly verdict: Verdict | 'ask';
  readonly bytes: JailbreakBytes;
}

export interface RepeatedRecord {
  readonly name: 'repeated';
  readonly id: number;
  readonly count: number;
}

export interface EndedRecord {
  readonly name: 'ended';
  readonly code: number | undefined;
  readonly signal: number | undefined;
  readonly jailbreaks: number;
}

/** What a process had open, or mapped, before it was jailed. */
export interface InheritedRecord {
  readonly name: 'inherited';
  readonly fd: number | undefined;
  readonly path: Buffer;
  readonly mode: InheritedMode;
  readonly isOutside: boolean;
  readonly isClosed: boolean;
}

export interface LostRecord {
  readonly name: 'lost';
  readonly cause: string;
}

export type ReportRecord =
  | StartedRecord
  | FailedRecord
  | RefusedRecord
  | JailbreakRecord
  | RepeatedRecord
  | EndedRecord
  | InheritedRecord
  | LostRecord;

function readArea(value: Buffer): [area: Area, extent: Extent] {
  const [, name, word] = /^([a-z]+):([a-z]+)$/.exec(value.toString('latin1')) ?? [];
  const area = AREA_NAMES.find((known) => known === name);
  const extent = EXTENTS.find((known) => known === word);
  if (area === undefined || extent === undefined) throw new MalformedRecord('an area is badly written');
  return [area, extent];
}

/** Each area once. */
function readAreas(values: readonly Buffer[]): Areas {
  const areas = new Map(values.map(readArea));
  if (values.length !== AREA_NAMES.length || areas.size !== AREA_NAMES.length) {
    throw new MalformedRecord('an area is missing, or is there twice');
  }
  return Object.fromEntries(areas) as Record<Area, Extent>;
}

function readStarted(fields: Fields): StartedRecord {
  const version = fields.number('version');
  if (version !== PROTOCOL_VERSION) throw new MalformedRecord(`the keeper speaks version ${version}`);
  return {
    name: 'started',
    pid: fields.number('pid'),
    landlock: fields.number('landlock'),
    areas: readAreas(fields.list('area')),
  };
}

function readJailbreak(fields: Fields): JailbreakRecord {
  return {
    name: 'jailbreak',
    id: fields.number('id'),
    mode: fields.word('mode', JAILBREAK_MODES),
    syscall: fields.text('syscall'),
    pid: fields.number('pid'),
    ppid: fields.number('ppid'),
    timeMicroseconds: fields.number('time'),
    verdict: fields.word('verdict', ['kill', 'deny', 'log', 'ask']),
    bytes: {
      file: fields.bytes('file'),
      requested: fields.bytes('requested'),
      executable: fields.bytes('executable'),
      argv: fields.list('argument'),
      cwd: fields.bytes('cwd'),
    },
  };
}

function readEnded(fields: Fields): EndedRecord {
  const code = fields.optionalNumber('code');
  const signal = fields.optionalNumber('signal');
  if (code !== undefined && signal !== undefined) throw new MalformedRecord('ended has a code or a signal');
  return { name: 'ended', code, signal, jailbreaks: fields.number('jailbreaks') };
}

function readInherited(fields: Fields): InheritedRecord {
  return {
    name: 'inherited',
    fd: fields.optionalNumber('fd'),
    path: fields.bytes('path'),
    mode: fields.word('mode', INHERITED_MODES),
    isOutside: fields.word('outside', ['0', '1']) === '1',
    isClosed: fields.word('closed', ['0', '1']) === '1',
  };
}

const READERS: Readonly<Record<ReportRecord['name'], (fields: Fields) => ReportRecord>> = {
  started: readStarted,
  failed: (fields) => ({ name: 'failed', syscall: fields.text('syscall'), errno: fields.number('errno') }),
  refused: (fields) => ({
    name: 'refused',
    reason: fields.word('reason', REFUSAL_REASONS),
    detail: fields.text('detail'),
  }),
  jailbreak: readJailbreak,
  repeated: (fields) => ({ name: 'repeated', id: fields.number('id'), count: fields.number('count') }),
  ended: readEnded,
  inherited: readInherited,
  lost: (fields) => ({ name: 'lost', cause: fields.text('cause') }),
};

/** One line of a report, given without its line feed. */
export function decodeReportLine(line: string): ReportRecord {
  const record = decodeRecord(line);
  if (!Object.hasOwn(READERS, record.name)) throw new MalformedRecord(`there is no record ${record.name}`);
  const fields = new Fields(record);
  const read = READERS[record.name as ReportRecord['name']](fields);
  fields.end();
  return read;
}

/** The answer to an attempt that waits. */
export function encodeVerdict(id: number, value: Verdict): string {
  return encodeRecord('verdict', [
    ['id', String(id)],
    ['value', value],
  ]);
}

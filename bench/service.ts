// What a service asks of its jails beside their time: each figure has its own unit and is taken from outside of the jail.

import type { Place } from './place.js';
import { measureJailsAtOnce } from './service/jails-at-once.js';
import { measurePrivateMemory } from './service/private-memory.js';
import { measureRecords } from './service/records.js';
import { measureViolationToDeath } from './service/violation-to-death.js';

export type Unit = 'ms' | 'KiB' | 'jails' | 'records' | 'a second';

export interface ServiceFigure {
  readonly figure: string;
  readonly value: number;
  readonly unit: Unit;
  /** Of what it is the figure: so many jails, so many attempts. */
  readonly of: string;
}

interface ServiceMeasurement {
  readonly name: string;
  readonly measure: (place: Place, isQuick: boolean) => ServiceFigure[] | Promise<ServiceFigure[]>;
}

export const SERVICE: readonly ServiceMeasurement[] = [
  { name: 'violation to death', measure: measureViolationToDeath },
  { name: 'private memory', measure: measurePrivateMemory },
  { name: 'jails at once', measure: measureJailsAtOnce },
  { name: 'records', measure: measureRecords },
];

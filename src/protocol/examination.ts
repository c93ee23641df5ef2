// What the keeper found out about the machine, one record per line. See protocol/PROTOCOL.md.

import { Fields } from './fields.js';
import { decodeRecord, MalformedRecord } from './record.js';

export interface FeatureRecord {
  readonly name: string;
  /** Zero where it works. */
  readonly errno: number;
  /** Landlock's ABI. */
  readonly value: number | undefined;
}

function readFeature(line: string): FeatureRecord {
  const record = decodeRecord(line);
  if (record.name !== 'feature') throw new MalformedRecord(`there is no record ${record.name} in an examination`);
  const fields = new Fields(record);
  const feature = { name: fields.text('name'), errno: fields.number('errno'), value: fields.optionalNumber('value') };
  fields.end();
  return feature;
}

export function decodeExamination(text: string): FeatureRecord[] {
  if (!text.endsWith('\n')) throw new MalformedRecord('an examination ends with a line feed');
  return text.slice(0, -1).split('\n').map(readFeature);
}

// The presets by name. Each is a file of facts beside this one.

import { JailKeeperError } from '../../errors.js';
import type { Preset } from '../types.js';
import { latex } from './latex.js';

const PRESETS: Readonly<Record<string, Preset>> = { latex };

export const isPresetName = (name: string): boolean => Object.hasOwn(PRESETS, name);

export function findPreset(name: string): Preset {
  const preset = isPresetName(name) ? PRESETS[name] : undefined;
  if (preset === undefined) throw new JailKeeperError('ERR_JAIL_PRESET', JSON.stringify(name));
  return preset;
}

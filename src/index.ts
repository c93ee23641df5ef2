// The public names.

export { readPolicyFile } from './child-process/environment-policy.js';
export { type Examination, type ExaminedFeature, examineMachine, type Obstacle } from './child-process/examination.js';
export { JailKeeper, JailKeeper as default, JailKeeper as 'module.exports' } from './child-process/jail-keeper.js';
export { JailKeeperError, type JailKeeperErrorCode } from './errors.js';
export type { Inherited } from './jail/attached-jail.js';
export { formatJailbreak } from './jail/display.js';
export type { EnforcementReport, JailEvents } from './jail/jail.js';
export type { Surroundings } from './kernel/surroundings.js';
export { AREAS, type Area, type Extent } from './policy/areas.js';
export type { AttachOptions, AttachPolicy } from './policy/attach-options.js';
export type { Jailbreak, JailbreakBytes, JailbreakMode } from './policy/jailbreak.js';
export type { Enforcement, Policy, Rule, Verdict, VerdictFunction } from './policy/types.js';

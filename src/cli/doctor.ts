// `jailkeeper doctor`: what this machine can enforce, for people or as JSON.

import { AREAS, type Area, type Examination, type ExaminedFeature, examineMachine } from '../index.js';
import { DOCTOR_EXIT_CODES } from './exit-codes.js';
import { isColored, makePaint, type Paint, writeWhole } from './output.js';

const STDOUT_FD = 1;
const INDENT = '      ';

type Color = 'green' | 'yellow' | 'red';

const SUMMARIES: Readonly<Record<Examination['level'], readonly [Color, string]>> = {
  full: ['green', 'Everything that a policy can ask for is enforced here.'],
  partial: ['yellow', "Not everything can be enforced here. A jail starts only with enforcement: 'partial'."],
  nested: ['yellow', "Not everything can be enforced here. A jail starts only with enforcement: 'nested'."],
  none: ['red', 'No jail can be started here.'],
};

function describeSurroundings({ surroundings, keeper }: Examination): string[] {
  const { kernel, containers, yama } = surroundings;
  return [
    `  kernel      Linux ${kernel}`,
    ...containers.map((container) => `  inside of   ${container}`),
    ...(yama === undefined ? [] : [`  yama        kernel.yama.ptrace_scope is ${yama}`]),
    `  keeper      ${keeper ?? 'missing'}`,
  ];
}

function describeFeature({ name, works, error, value, since, without, remedy }: ExaminedFeature, paint: Paint) {
  const mark = works ? paint('green', '✓') : paint('red', '✗');
  const facts = [value === undefined ? '' : `ABI ${value}`, error, since === undefined ? '' : `Linux ${since}`];
  const line = `  ${mark} ${name.padEnd(22)} ${facts.filter(Boolean).join(', ')}`.trimEnd();
  return works ? [line] : [line, `${INDENT}without it: ${without}`, `${INDENT}remedy: ${remedy}`];
}

const COLORS: Readonly<Record<string, Color>> = { full: 'green', partial: 'yellow', none: 'red' };

function describeAreas({ enforcement }: Examination, paint: Paint): string[] {
  if (enforcement === undefined) return [];
  const lines = Object.entries(enforcement.areas).map(([area, extent]) => {
    const word = paint(COLORS[extent] ?? 'red', extent.padEnd(8));
    return `  ${area.padEnd(11)} ${word} ${AREAS[area as Area]}`;
  });
  return ['', 'A jail was started as the proof. It enforced:', '', ...lines];
}

function describe(version: string, examination: Examination, paint: Paint): string {
  const { level, features, obstacles } = examination;
  const [color, summary] = SUMMARIES[level];
  const lines = [
    `JailKeeper ${version}`,
    '',
    ...describeSurroundings(examination),
    '',
    paint(color, summary),
    ...obstacles.map(({ message }) => `  ${message}`),
    '',
    'What a jail is made of, as the keeper has tried it, and the kernel that brought it:',
    '',
    ...features.flatMap((feature) => describeFeature(feature, paint)),
    ...describeAreas(examination, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** The exit code. */
export function tellExamination(version: string, json: boolean): number {
  const examination = examineMachine();
  const paint = makePaint(isColored(STDOUT_FD));
  const text = json
    ? `${JSON.stringify({ version, ...examination }, undefined, 2)}\n`
    : describe(version, examination, paint);
  writeWhole(STDOUT_FD, text);
  const { level } = examination;
  return DOCTOR_EXIT_CODES[level === 'nested' ? 'partial' : level].code;
}

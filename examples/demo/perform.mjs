// Runs one act of the demo in a folder of its own, and shows what happened.

import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bold, cyan, dim, displaySafe, green, line, red, yellow } from './terminal.mjs';

const sources = fileURLToPath(new URL('../sources/', import.meta.url));

const isInstalled = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, command)));

function showSource(name) {
  console.log();
  for (const text of readFileSync(join(sources, name), 'utf8').trimEnd().split('\n'))
    console.log(`   ${dim('│')} ${cyan(text)}`);
  console.log();
}

/** TeX prints pages of what it loads; only what `pattern` picks is shown. */
function showOutput(output, pattern) {
  for (const text of output.split('\n').filter((text) => pattern.test(text))) line('  it printed', displaySafe(text));
}

function showJailbreak({ mode, file, executable, argv, pid, ppid, syscall, verdict }) {
  const outcome = verdict === 'kill' ? 'killed, before the call took effect' : verdict;
  line('✗ jailbreak', red(bold(`${mode} ${displaySafe(file)}`)), red);
  line(
    '  program',
    `${displaySafe(basename(executable))} ${dim(`(pid ${pid}, child of ${ppid}): ${displaySafe(argv.join(' '))}`)}`,
  );
  line('  system call', displaySafe(syscall));
  line('  verdict', yellow(outcome));
}

/** What lies in the jail afterwards, seen from outside. */
function showFiles(folder, names) {
  for (const name of names) {
    const file = join(folder, name);
    const text = existsSync(file) ? `${name}, ${statSync(file).size} bytes` : `${name} was never written`;
    line('  in the jail', text);
  }
}

async function run(JailKeeper, act, folder) {
  const jailbreaks = [];
  const jail = new JailKeeper(act.policy);
  jail.on('jailbreak', (jailbreak) => jailbreaks.push(jailbreak));
  const child = jail.spawn(act.command, act.arguments, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const [code] = await once(child, 'close');
  return { jailbreaks, output, code };
}

/** Whether the act ended as it should. */
export async function perform(JailKeeper, act) {
  console.log(`\n ${bold(act.title)}  ${dim(`$ ${[act.command, ...act.arguments].join(' ')}`)}`);
  if (!isInstalled(act.command)) {
    line('not shown', `${act.command} is not installed; on Debian: ${act.remedy}`);
    return true;
  }
  showSource(act.source);
  const folder = mkdtempSync(join(tmpdir(), 'jailkeeper-demo-'));
  try {
    for (const name of [act.source, ...act.beside]) copyFileSync(join(sources, name), join(folder, name));
    const { jailbreaks, output, code } = await run(JailKeeper, act, folder);
    showOutput(output, act.shows);
    for (const jailbreak of jailbreaks) showJailbreak(jailbreak);
    showFiles(folder, act.leaves);
    const isRight = act.isHostile ? jailbreaks.length === 1 && code === null : jailbreaks.length === 0 && code === 0;
    line(isRight ? '✓ as it should' : '✗ not right', isRight ? '' : output, isRight ? green : red);
    return isRight;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatReport, makeReport } from '../../../src/cli/bench-report.js';
import type { Ending, Round } from '../../../src/cli/rounds.js';

const well: Ending = { code: 0, signal: null };

interface Given {
  readonly native?: Ending;
  readonly jailed?: Ending;
  readonly jailbreaks?: number;
  readonly refused?: number;
}

function makeRound(nativeMs: number, jailedMs: number, given: Given = {}): Round {
  const { native = well, jailed = well, jailbreaks = 0, refused = 0 } = given;
  return {
    native: { ...native, timeMs: nativeMs },
    jailed: { ...jailed, timeMs: jailedMs, jailbreaks, refused, isKilled: false, examples: [] },
  };
}

const report = (...rounds: Round[]) => makeReport(['make', '-j2'], rounds, undefined);
const format = (...rounds: Round[]) => formatReport(report(...rounds), false);

describe('the report of a bench', () => {
  it('tells medians, quartiles and the ratio of the medians', () => {
    const { native, jailed, ratio, rounds, isComparable } = report(
      makeRound(10, 30),
      makeRound(20, 60),
      makeRound(40, 40),
    );
    assert.deepEqual([rounds, native.timesMs, jailed.timesMs], [3, [10, 20, 40], [30, 60, 40]]);
    assert.deepEqual([native.medianMs, native.lowerQuartileMs, native.upperQuartileMs], [20, 15, 30]);
    assert.deepEqual([jailed.medianMs, jailed.lowerQuartileMs, jailed.upperQuartileMs], [40, 35, 50]);
    assert.deepEqual([ratio, isComparable], [2, true]);
  });

  it('takes the quartiles of the ratio round by round: the machine may have been slow in some', () => {
    const { ratioLowerQuartile, ratioUpperQuartile } = report(makeRound(10, 20), makeRound(1000, 2000));
    assert.deepEqual([ratioLowerQuartile, ratioUpperQuartile], [2, 2]);
  });

  it('is a table for people', () => {
    const text = format(makeRound(0.5, 1500), makeRound(0.5, 1500));
    assert.match(text, /^make -j2\n2 times with and 2 times without a jail, in \/.*\n/);
    assert.match(
      text,
      /^ {2}without jail {5}500 µs {3}500 µs to 500 µs\n {2}in the jail {6}1\.50 s {3}1\.50 s to 1\.50 s$/m,
    );
    assert.match(text, /^ {2}ratio +3000\.00 × /m);
    assert.match(text, /\n\nA run in the jail takes 1\.50 s more\.\n$/);
  });

  it('says when a run in the jail was the shorter one', () =>
    assert.match(format(makeRound(20, 15)), /A run in the jail takes 5\.00 ms less\./));

  it('says when there is no difference to be seen', () => {
    const text = format(makeRound(10, 9), makeRound(10, 12));
    assert.match(text, /One run differs from the next by more than the jail\./);
    assert.doesNotMatch(text, /takes/);
  });

  it('says what was refused, by the run in which it was most', () => {
    const rounds = [makeRound(1, 1), makeRound(1, 1, { jailbreaks: 3, refused: 3 })];
    const { jailed, isComparable } = report(...rounds);
    assert.deepEqual([jailed.jailbreaks, jailed.refused, isComparable], [3, 3, false]);
    assert.match(format(...rounds), /refused it something, up to 3 times in a run/);
    assert.doesNotMatch(format(...rounds), /recorded/);
  });

  it('says what was only recorded, which leaves the work the same', () => {
    const round = makeRound(1, 1, { jailbreaks: 1 });
    assert.equal(report(round).isComparable, true);
    assert.match(format(round), /left its policy up to once in a run, which was recorded/);
    assert.doesNotMatch(format(round), /refused/);
  });

  it('says when the two do not end alike', () => {
    const rounds = [makeRound(1, 1), makeRound(1, 1, { jailed: { code: null, signal: 'SIGSEGV' } })];
    assert.equal(report(...rounds).isComparable, false);
    assert.match(format(...rounds), /exit code 0 without a jail, SIGSEGV or exit code 0 in it\./);
  });

  it('says when both fail, which can be compared', () => {
    const failed = { code: 2, signal: null };
    const round = makeRound(1, 1, { native: failed, jailed: failed });
    assert.equal(report(round).isComparable, true);
    assert.match(format(round), /It fails, on both sides: exit code 2\./);
  });

  it('has no doubts where there are none', () =>
    assert.equal(format(makeRound(10, 20)).trimEnd().split('\n').length, 9));

  it('has no colours if it may not', () => assert.equal(format(makeRound(1, 2)).includes('\u001b'), false));

  it('lets no word of the command move the cursor', () => {
    const text = formatReport(makeReport(['a\u001b[2J'], [makeRound(1, 2)], undefined), false);
    assert.ok(text.startsWith('a\\u001b[2J\n'), text);
  });
});

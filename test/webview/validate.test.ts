import { describe, expect, test } from 'vitest';
import { isCriticalReport, isLossView, isSnapshot, panelValidators } from '../../webview/validate';
import { isTape } from '../../webview/validateTape';
import { anyLossView, lossView, texts } from '../browser/fixtures';
import { asFormulas } from '../support/views';
import { flatText, pointAt, reportOf, snapshotOf } from './samples';

test.each(Object.entries(texts))('what the extension sends for %s is accepted', (_, text) => {
  expect(isLossView(anyLossView(text))).toBe(true);
});

describe('snapshots', () => {
  const good = snapshotOf(flatText);
  const loss = asFormulas(good.loss!);
  test('good ones pass, as do those without a loss', () => {
    expect(isSnapshot(good)).toBe(true);
    expect(isSnapshot({ ...good, loss: null, note: 'No loss.' })).toBe(true);
    expect(panelValidators.snapshot(good)).toBe(true);
  });

  test.each([
    ['nothing', undefined],
    ['a list', []],
    ['no revision', { ...good, revision: undefined }],
    ['a revision that is no number', { ...good, revision: '1' }],
    ['a loss that is text', { ...good, loss: 'flat' }],
    ['names that are no texts', { ...good, lossNames: [1] }],
    ['no parameters', { ...good, loss: { ...loss, parameters: [] } }],
    ['an empty box', { ...good, loss: { ...loss, parameters: [{ name: 'x', low: 1, high: 1 }, loss.parameters[1]] } }],
    ['a start of another dimension', { ...good, loss: { ...loss, starts: [[1]] } }],
    ['a start that is no number', { ...good, loss: { ...loss, starts: [[1, NaN]] } }],
    ['two tapes', { ...good, loss: { ...loss, tapes: loss.tapes.slice(1) } }],
    ['tapes in the wrong order', { ...good, loss: { ...loss, tapes: [...loss.tapes].reverse() } }],
    ['a formula without LaTeX', { ...good, loss: { ...loss, formula: { text: 'x', mathml: '<math/>' } } }],
  ])('refuses %s', (_, raw) => {
    expect(isSnapshot(raw)).toBe(false);
  });
});

describe('tapes', () => {
  const tape = lossView(texts.net).tapes[0];
  const parameters = tape.parameters;
  const changed = (change: (code: Int32Array) => void): unknown => {
    const code = tape.code.slice();
    change(code);
    return { ...tape, code };
  };
  const sound = (raw: unknown): boolean => isTape(raw, parameters, tape.constants, 0);

  test('a sound one with a loop passes', () => {
    expect(sound(tape)).toBe(true);
  });

  test('every operand out of range is refused', () => {
    let refused = 0;
    for (let at = 0; at < tape.code.length; at++) {
      const raw = changed((code) => (code[at] = 1_000_000));
      if (at % 4 === 0) expect(sound(raw)).toBe(false);
      if (!sound(raw)) refused++;
    }
    expect(refused).toBeGreaterThan(tape.code.length / 3);
  });

  test('a loop that never ends is refused', () => {
    const loop = tape.code.findIndex((word, at) => at % 4 === 0 && word === 3);
    expect(sound(changed((code) => (code[loop + 2] = loop / 4)))).toBe(false);
    expect(sound(changed((code) => (code[code[loop + 2]! * 4 + 1] = 0)))).toBe(loop === 0);
  });

  test('plain arrays, lengths that differ and outputs outside are refused', () => {
    expect(sound({ ...tape, code: Array.from(tape.code) })).toBe(false);
    expect(sound({ ...tape, literalLow: new Float64Array(tape.literals.length + 1) })).toBe(false);
    expect(sound({ ...tape, outputs: Int32Array.of(tape.code.length) })).toBe(false);
    expect(sound({ ...tape, outputs: Int32Array.of(-1) })).toBe(false);
    expect(isTape(tape, parameters, tape.constants, 1)).toBe(false);
  });
});

describe('reports', () => {
  const good = reportOf(pointAt(0, 1));
  test('good ones pass', () => {
    expect(isCriticalReport(good)).toBe(true);
  });

  test.each([
    ['an unknown kind', { ...good, points: [{ ...pointAt(0, 1), kind: 'summit' }] }],
    ['an unknown proof', { ...good, points: [{ ...pointAt(0, 1), proof: 'believed' }] }],
    ['a point that is no number', { ...good, points: [{ ...pointAt(0, 1), point: [0, NaN] }] }],
    ['a box upside down', { ...good, unresolved: [[[1, 0]]] }],
    ['no verdict', { ...good, verdict: null }],
  ])('refuses %s', (_, raw) => {
    expect(isCriticalReport(raw)).toBe(false);
  });
});

test('only known commands pass', () => {
  expect(panelValidators.command({ command: 'reset-view' })).toBe(true);
  expect(panelValidators.command({ command: 'toString' })).toBe(false);
  expect(panelValidators.command(null)).toBe(false);
});

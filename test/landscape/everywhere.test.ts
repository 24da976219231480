import { describe, expect, test } from 'vitest';
import { criticalPoints } from '../../src/cli/criticalPoints';
import { renderLossHover } from '../../src/extension/hoverMarkdown';
import { countText, summary } from '../../src/extension/wording';
import { compileText } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import { describeLoss } from '../../src/landscape/landscape';
import { reportDocument } from '../../src/landscape/reportDocument';
import type { CriticalReport } from '../../src/landscape/views';
import { featuresOf } from '../../webview/model/features';
import { isCriticalReport } from '../../webview/validate';

/** One file with everything: points, a set with its conserved quantity, a plateau, kinks, an infimum at infinity, what is left open. */
const file = `
loss relus(w, b) = (relu(w + b) - 1)^2 + (relu(2w + b) - 1.5)^2 + (relu(b - w) - 0.5)^2
  on w in [-4, 4], b in [-4, 4]
loss product(w1, w2) = (w1*w2 - 1)^2
  on w1 in [-3, 3], w2 in [-3, 3]
loss away(x, y) = x^2 + exp(-y)
loss open(x, y) = exp(-1/x^2) + y^2
`;

interface Told {
  readonly report: CriticalReport;
  /** What each surface says, as plain text. */
  readonly surfaces: Readonly<Record<'hover' | 'document' | 'command line' | 'panel', string>>;
  readonly short: readonly string[];
}

async function tell(name: string): Promise<Told> {
  const loss = compileText(file, name, { constants: {} });
  const report = await searchLoss(loss, { budget: 1500 });
  const view = describeLoss({ text: file, loss: name, overrides: {} });
  const target = { document: 'file:///a.loss', loss: name };
  const hover = renderLossHover({ target, view, report, picture: undefined, searching: false, failure: undefined });
  const panel = [
    report.verdict,
    ...(report.notes ?? []),
    ...featuresOf(report).map(({ details }) => details.join(' ')),
  ];
  return {
    report,
    surfaces: {
      hover: hover.replaceAll('\\', ''),
      document: reportDocument(view, report),
      'command line': await criticalPoints(loss, { 'budget-ms': '1500' }),
      panel: panel.join('\n'),
    },
    short: [countText(report), summary(report)],
  };
}

describe('every surface tells the same', () => {
  test('curves, the dead region and kinks', async () => {
    const { report, surfaces, short } = await tell('relus');
    expect([report.points, report.manifolds, report.plateaus, report.kinks].map(({ length }) => length)).toEqual([
      1, 2, 1, 3,
    ]);
    for (const [surface, text] of Object.entries(surfaces)) {
      for (const { reason } of [...report.manifolds, ...report.plateaus]) expect(text, surface).toContain(reason);
      expect(text, surface).toContain(report.kinks[0]!.reason);
    }
    for (const text of short)
      for (const word of ['2 connected sets', '1 plateau', '3 kinks']) expect(text).toContain(word);
  });

  test('the conserved quantity, orbits, the flattest point and the audit', async () => {
    const { report, surfaces, short } = await tell('product');
    expect(report.manifolds[0]!.reason).toMatch(/flattest of its sampled points is near \((−1, −1|1, 1)\)/);
    for (const [surface, text] of Object.entries(surfaces)) {
      expect(text, surface).toContain('w₁² − w₂²');
      expect(text, surface).toContain('The loss is unchanged by');
      expect(text, surface).toContain(report.manifolds[0]!.reason);
      if (surface !== 'hover') expect(text, surface).toContain(report.audit!.reason);
    }
    for (const text of short) expect(text).toContain('1 connected set');
  });

  test('what lies at infinity', async () => {
    const { report, surfaces } = await tell('away');
    expect(report.lowest).toMatchObject({ kind: 'infimum-at-infinity' });
    for (const [surface, text] of Object.entries(surfaces))
      expect(text, surface).toMatch(/No (global )?minimum.*infimum.*lies at infinity/);
  });

  test('what is left open', async () => {
    const { report, surfaces, short } = await tell('open');
    expect(report.complete).toBe(false);
    expect(surfaces.hover).toMatch(/not decided|numerical/);
    expect(surfaces.document).toMatch(/Unresolved boxes|numerical/);
    expect(surfaces['command line']).toMatch(/unresolved|numerical/);
    expect(surfaces.panel).toMatch(/unresolved|numerical/);
    for (const text of short) expect(text).toMatch(/not all decided|not complete|none found yet|critical point/);
  });

  test('the panel can read every report', async () => {
    for (const name of ['relus', 'product', 'away', 'open']) {
      const { report } = await tell(name);
      expect(isCriticalReport(structuredClone(report)), name).toBe(true);
    }
  });
});

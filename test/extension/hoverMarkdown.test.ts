import { describe, expect, it } from 'vitest';
import {
  hoverCommands,
  hoverLimit,
  pictureBytes,
  renderLossHover,
  type LossHover,
} from '../../src/extension/hoverMarkdown';
import { lossView, pointView, reportView } from './views';

const target = { document: 'file:///a (1).loss', loss: 'f' };
const nothing: LossHover = {
  target,
  view: undefined,
  report: undefined,
  picture: undefined,
  searching: false,
  failure: undefined,
};

describe('the hover of a loss', () => {
  it('says that it searches while it does', () => {
    const text = renderLossHover({ ...nothing, searching: true, view: lossView(['2x', '2y']) });
    expect(text).toContain('Searching for critical points');
    expect(text).toContain('∂L/∂x1 = 2x\n∂L/∂x2 = 2y');
  });

  it('shows what a search has found so far', () => {
    const partial = [pointView([1, 0]), pointView([2, 0])];
    const text = renderLossHover({ ...nothing, searching: true, partial });
    expect(text).toContain('Searching for critical points: 2 so far …');
    expect(text).toContain('| (2, 0) |');
  });

  it('tells what concerns the whole; the audit only where it does not agree', () => {
    const audit = { degree: 1, sum: 1, status: 'agrees', reason: 'The degree is 1.' } as const;
    const notes = ['The loss is unchanged by x → −x.', audit.reason];
    const report = reportView([pointView([1, 0])], { notes, audit });
    expect(renderLossHover({ ...nothing, report })).toContain('- The loss is unchanged by x → −x');
    expect(renderLossHover({ ...nothing, report })).not.toContain('The degree is 1');
    const wrong = { ...report, audit: { ...audit, status: 'mismatch' as const } };
    expect(renderLossHover({ ...nothing, report: wrong })).toContain('The degree is 1');
  });

  it('says why there is no answer', () => {
    expect(renderLossHover({ ...nothing, failure: 'The worker ended.' })).toContain('The worker ended');
  });

  it('shows verdict, picture, table and gradient, in this order', () => {
    const report = reportView([pointView([1, 0]), pointView([0.5, -1.25], { kind: 'saddle', value: -3 })]);
    const text = renderLossHover({ ...nothing, report, picture: '<svg/>', view: lossView(['2x']) });
    const places = [
      '**2 critical points**',
      'data:image/svg+xml',
      '| (1, 0) | 0 | &nbsp;&nbsp;minimum |',
      '∂L/∂x1',
    ].map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('| (0.5, −1.25) | −3 | &nbsp;&nbsp;saddle | &nbsp;&nbsp;2, 2 |');
  });

  it('puts all that is short beside the picture, and a long table alone', () => {
    const beside = (points: number): string => {
      const report = reportView(Array.from({ length: points }, (_, index) => pointView([index, 0])));
      const text = renderLossHover({ ...nothing, report, picture: '<svg/>', view: lossView(['2x']) });
      return text.slice(text.indexOf('<table>'), text.indexOf('</table>'));
    };
    expect(beside(1)).toContain('∂L/∂x1');
    expect(beside(1)).toContain('Open Landscape');
    expect(beside(9)).toContain('| (8, 0) |');
    expect(beside(9)).not.toContain('∂L/∂x1');
  });

  it('says which points are not proved', () => {
    const report = reportView([pointView([0, 0], { kind: 'degenerate', proof: 'numerical' })]);
    expect(renderLossHover({ ...nothing, report })).toContain('degenerate, numerical');
  });

  it('cuts a long table and links to the rest', () => {
    const report = reportView(Array.from({ length: 529 }, (_, index) => pointView([index, 0])));
    const text = renderLossHover({ ...nothing, report });
    expect(text.split('\n').filter((line) => line.startsWith('| ('))).toHaveLength(9);
    expect(text).toContain('… and 520 more');
  });

  it('stays within the limit of the editor: the picture gives way', () => {
    const report = reportView([pointView([1, 0])]);
    const fits = renderLossHover({ ...nothing, report, picture: 'x'.repeat(pictureBytes) });
    expect(fits.length).toBeLessThanOrEqual(hoverLimit);
    expect(fits).toContain('data:image/svg+xml');
    const over = renderLossHover({ ...nothing, report, picture: 'x'.repeat(80_000) });
    expect(over.length).toBeLessThanOrEqual(hoverLimit);
    expect(over).not.toContain('data:image');
    expect(over).toContain('| (1, 0) |');
  });

  it('stays within the limit with a gradient of any length', () => {
    const view = lossView(Array.from({ length: 5_000 }, () => 'x'.repeat(5_000)));
    const text = renderLossHover({ ...nothing, view, picture: 'x'.repeat(pictureBytes) });
    expect(text.length).toBeLessThanOrEqual(hoverLimit);
    expect(text).toContain('… and 4994 more');
  });

  it('reads nothing of the user as Markdown', () => {
    const verdict = 'a <img src=x> [link](command:evil) `code` | **bold**';
    const text = renderLossHover({ ...nothing, report: reportView([], { verdict }) });
    expect(text).not.toMatch(/<img|\[link\]\(|(?<!\\)`code/);
    const view = lossView(['```\n# heading']);
    const block = renderLossHover({ ...nothing, view });
    expect(block).toContain('````\n∂L/∂x1 = ```\n# heading\n````');
  });

  it('links only to commands it is trusted with, and its links hold no bracket', () => {
    const report = reportView(Array.from({ length: 20 }, (_, index) => pointView([index, 0])));
    const text = renderLossHover({ ...nothing, report });
    const links = [...text.matchAll(/\]\(command:([\w.]+)\?([^ ]*) "/g)];
    expect(links.length).toBeGreaterThanOrEqual(4);
    for (const [, command, query] of links) {
      expect(hoverCommands).toContain(command);
      expect(query).not.toMatch(/[()]/);
      expect(JSON.parse(decodeURIComponent(query!))).toEqual([target]);
    }
  });
});

import { findOptimizer } from '../../optimizers/registry';
import { type FeatureKind, glyphOf } from '../../picture/glyphs';
import { labelWidth } from '../../picture/axisTicks';
import type { Run, StopReason } from '../../optimizers/optimizer';
import type { Palette } from './palette';
import type { PictureScene } from './scene';

const rowHeight = 20;
const margin = 14;

/** Glyphs and optimizers with their names, in rows below the plot. */
export function drawLegend(
  scene: PictureScene,
  palette: Palette,
  kinds: readonly FeatureKind[],
  width: number,
  top: number,
): { markup: string; height: number } {
  const entries = [
    ...kinds.map((kind) => ({ text: kindText(kind), symbol: glyphSymbol(kind, palette) })),
    ...optimizerNames(scene.runs).map((name, index) => ({
      text: `${findOptimizer(name)?.title ?? name}: ${stopsOf(scene.runs, name)}`,
      symbol: `<path d="M-7,0h14" stroke="${palette.series[index % palette.series.length]!}" stroke-width="2.5"/>`,
    })),
  ];
  let x = margin;
  let row = 0;
  let markup = '';
  for (const { text, symbol } of entries) {
    const entryWidth = 22 + labelWidth(text) + 14;
    if (x > margin && x + entryWidth > width) {
      x = margin;
      row++;
    }
    const y = top + row * rowHeight + 10;
    markup += `<g transform="translate(${x + 7},${y})">${symbol}</g><text x="${x + 20}" y="${y + 4}" fill="${palette.foreground}">${text}</text>`;
    x += entryWidth;
  }
  return { markup, height: entries.length === 0 ? 0 : (row + 1) * rowHeight + 4 };
}

function glyphSymbol(kind: FeatureKind, palette: Palette): string {
  const { path, colour } = glyphOf(kind);
  return `<path d="${path}" fill="${palette.glyphs[colour]}"/>`;
}

/** The optimizers of the runs, each once: its place is its colour. */
export function optimizerNames(runs: readonly Run[]): string[] {
  return [...new Set(runs.map(({ optimizer }) => optimizer))];
}

function stopsOf(runs: readonly Run[], name: string): string {
  const stops = runs.filter(({ optimizer }) => optimizer === name).map(({ stop }) => stopWords[stop]);
  return [...new Set(stops)].join(', ');
}

const stopWords: Readonly<Record<StopReason, string>> = {
  budget: 'all steps taken',
  converged: 'converged',
  diverged: 'diverged',
  'left-domain': 'left the domain',
  singular: 'singular Hessian',
  refused: 'refused',
  stalled: 'stalled',
};

function kindText(kind: FeatureKind): string {
  return kind.endsWith('-set') ? `set: ${kind.slice(0, -4)}` : kind.replace(/-/g, ' ');
}

import { describe, expect, it } from 'vitest';
import { labelWidth } from '../../../src/picture/axisTicks';
import { histogram } from '../../../src/picture/histogram';
import { circleShape, reachOf } from '../../../src/picture/semicircle';
import { findSpectrum } from '../../../src/landscape/spectra/spectrum';
import type { SpectrumView } from '../../../src/landscape/spectra/views';
import { RandomGenerator } from '../../../src/random/generator';
import { isSpectrumProgress, isSpectrumView } from '../../../webview/spectrum/host/validateSpectrum';
import { placeLabels } from '../../../webview/spectrum/plot/labels';
import { chartsOf, factsOf } from '../../../webview/spectrum/ui/facts';
import { reduce } from '../../../webview/state/actions';
import { fromPersisted, toPersisted } from '../../../webview/state/persist';
import { initialState } from '../../../webview/state/state';
import type { PanelSnapshot } from '../../../src/protocol/panelApi';
import { isSnapshot } from '../../../webview/validate';
import { flatText, snapshotOf } from '../samples';

const ask = (text: string): Promise<SpectrumView> => findSpectrum({ text, spectrum: 0, overrides: {} }, {});

const snapshot: PanelSnapshot = {
  revision: 4,
  document: 'file:///a.loss',
  lossNames: [],
  loss: null,
  spectrum: {
    index: 0,
    region: 0,
    form: 'goe',
    title: 'goe(n = 40, spikes = b)',
    documentation: '',
    constants: [{ name: 'b', value: 2, range: [0, 5], documentation: '' }],
  },
  note: null,
  pinned: false,
};

describe('labels', () => {
  it('never touch, stay inside, and keep their order', () => {
    const random = new RandomGenerator(3);
    for (let round = 0; round < 300; round++) {
      const [left, right] = [40, 40 + 60 + random.integer(600)];
      const marks = Array.from({ length: random.integer(14) }, () => ({
        x: random.uniform(left, right),
        text: random.normal().toPrecision(1 + random.integer(5)),
        rank: random.uniform(),
      }));
      const placed = placeLabels(marks, left, right);
      placed.forEach(({ text, x, mark }, i) => {
        const half = labelWidth(text) / 2;
        expect(x - half).toBeGreaterThanOrEqual(left - 1e-9);
        expect(x + half).toBeLessThanOrEqual(right + 1e-9);
        const next = placed[i + 1];
        if (next === undefined) return;
        expect(next.mark).toBeGreaterThanOrEqual(mark);
        expect(next.x - x).toBeGreaterThan(half + labelWidth(next.text) / 2);
      });
    }
  });

  it('of too many, the highest stay', () => {
    const marks = Array.from({ length: 30 }, (_, i) => ({ x: 50 + i, text: `2.${i + 100}`, rank: i }));
    const placed = placeLabels(marks, 40, 240);
    expect(placed.length).toBeGreaterThan(2);
    expect(placed.length).toBeLessThan(30);
    expect(placed.at(-1)!.mark).toBe(79);
  });
});

describe('the picture', () => {
  it('has a histogram of area 1 that holds every value', () => {
    const values = Float64Array.from([-2, -1, 0, 0.5, 3]);
    const circle = { centre: 0, radius: 2 };
    const [low, high] = reachOf({ values, circle, outliers: [{ predicted: 10 / 3 }] });
    expect(low).toBeLessThan(-2);
    expect(high).toBeGreaterThan(10 / 3);
    const { bars, top } = histogram(values, circle, low, high, 20);
    expect(bars.reduce((sum, { from, to, density }) => sum + density * (to - from), 0)).toBeCloseTo(1, 12);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(top).toBeGreaterThan(Math.max(...bars.map(({ density }) => density)));
  });

  it('has a semicircle of area 1', () => {
    const shape = circleShape({ centre: 1, radius: 3 });
    let area = 0;
    for (let i = 1; i < shape.length; i++) {
      area += ((shape[i]![0] - shape[i - 1]![0]) * (shape[i]![1] + shape[i - 1]![1])) / 2;
    }
    expect(area).toBeCloseTo(1, 2);
    expect(circleShape({ centre: 1, radius: 0 })).toEqual([]);
    expect(reachOf({ values: Float64Array.of(3), circle: { centre: 3, radius: 0 }, outliers: [] })[1]).toBeGreaterThan(
      3,
    );
  });
});

describe('answers', () => {
  it('are taken whole, and refused when they are spoiled', async () => {
    const views = [
      await ask('spectrum goe(n = 30, spikes = (3, -2), draws = 3)'),
      await ask('loss f(w[30]) = sum(w[i]^2*i for i in 1..30)\nspectrum hessian(f)'),
    ];
    for (const view of views) {
      expect(isSpectrumView(view)).toBe(true);
      expect(isSpectrumProgress({ share: 0.5, view })).toBe(true);
      for (const name of Object.keys(view)) {
        expect(isSpectrumView({ ...view, [name]: 'seven' }), name).toBe(name === 'sentence');
        expect(isSpectrumView({ ...view, [name]: undefined }), name).toBe(false);
      }
      expect(isSpectrumView({ ...view, values: view.values.slice().reverse() })).toBe(false);
      expect(isSpectrumView({ ...view, values: view.values.map(() => NaN) })).toBe(false);
    }
    const { random, outliers } = views[0]!;
    expect(isSpectrumView({ ...views[0], random: { ...random, bounds: [1] } })).toBe(false);
    expect(isSpectrumView({ ...views[0], outliers: [{ ...outliers[0], position: NaN }] })).toBe(false);
    expect(isSpectrumProgress({ share: 2, view: null })).toBe(false);
  });

  it('become numbers and charts', async () => {
    const view = await ask('spectrum goe(n = 64, spikes = (3, 2), draws = 4)');
    const facts = new Map(factsOf(view));
    expect(facts.get('formula for strong spikes')).toBe('31 of 64 (48.4 %)');
    expect(facts.get('draws')).toBe('4, from seed 1');
    const charts = chartsOf(view);
    expect(charts.map(({ points }) => points.map(({ n }) => n))).toEqual(Array(3).fill([8, 16, 32, 64]));
    expect(charts[0]!.points[0]!.limit).toBeCloseTo(10 / 3, 12);
    const hessian = await ask('loss f(x, y) = x^2 - y^2\nspectrum hessian(f)');
    expect(new Map(factsOf(hessian)).get('negative')).toBe('1 of 2 (50 %)');
    expect(chartsOf(hessian)).toEqual([]);
  });
});

describe('the state', () => {
  const shown = reduce(initialState, { type: 'snapshotArrived', snapshot });

  it('has sliders for the constants of a spectrum', () => {
    expect(isSnapshot(snapshot)).toBe(true);
    expect(isSnapshot({ ...snapshot, spectrum: { ...snapshot.spectrum, form: 'other' } })).toBe(false);
    const moved = reduce(shown, { type: 'constantMoved', name: 'b', value: 3 });
    expect(moved.setup.overrides).toEqual({ b: { value: 3, source: 2 } });
    const again = reduce(moved, { type: 'snapshotArrived', snapshot: { ...snapshot, revision: 5 } });
    expect(again.setup.overrides).toBe(moved.setup.overrides);
    const changed = { ...snapshot.spectrum!, constants: [{ ...snapshot.spectrum!.constants[0]!, value: 4 }] };
    const other = reduce(moved, { type: 'snapshotArrived', snapshot: { ...snapshot, revision: 5, spectrum: changed } });
    expect(other.setup.overrides).toEqual({});
  });

  it('keeps what was set up while a loss is shown', () => {
    const moved = reduce(shown, { type: 'constantMoved', name: 'b', value: 3 });
    const loss = reduce(moved, { type: 'snapshotArrived', snapshot: snapshotOf(flatText, { revision: 6 }) });
    expect(loss.setup.overrides).toEqual({});
    const back = reduce(loss, { type: 'snapshotArrived', snapshot: { ...snapshot, revision: 7 } });
    expect(back.setup.overrides).toEqual({ b: { value: 3, source: 2 } });
    const persisted = toPersisted(moved);
    expect(persisted).toMatchObject({ document: 'file:///a.loss', loss: null, spectrum: 0, region: 0 });
    expect(Object.keys(fromPersisted(JSON.parse(JSON.stringify(persisted))).shelf)).toHaveLength(1);
  });
});

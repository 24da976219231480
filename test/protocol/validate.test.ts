import { describe, expect, it } from 'vitest';
import { hostValidators } from '../../src/protocol/validateHost';
import { workerValidators } from '../../src/protocol/validateWorker';

const request = { text: 'loss f(x) = x^2', loss: 'f', overrides: { alpha: 0.5 }, files: {} };
const report = { loss: 'f', points: [], manifolds: [], plateaus: [], kinks: [], unresolved: [] };
const theme = { dark: true, highContrast: false };

const start = { kind: 'start', index: 0 };
const run = { optimizer: 'adam', options: { lr: 0.1 }, from: start, steps: 100 };
const end = { kind: 'end', run: { ...run, from: { kind: 'given', point: Float64Array.of(1, 2) } } };
const planes = [
  { kind: 'coordinates', first: 0, second: 1 },
  { kind: 'random', seed: 1, filterNormalized: true },
  { kind: 'eigenvectors', choice: 'ends' },
  { kind: 'path', run },
  { kind: 'line', to: end },
  { kind: 'through', second: start, third: end },
];
const slices = planes.map((plane, i) => ({
  centre: i % 2 === 0 ? start : end,
  plane,
  window: i % 2 === 0 ? null : { a: [-1, 1], b: [0, 0] },
  finest: 5,
  runs: [run],
}));
const revision = { revision: 1, constants: [0.5, -2] };

const method = { optimizer: 'adam', options: { lr: 0.1 } };
const point = Float64Array.of(1, 2);
const searching = { low: 1e-3, high: 1, count: 4 };
const races = [null, searching].map((search) => ({
  racers: [method],
  starts: [point],
  steps: 100,
  cost: 200,
  tolerance: 1e-6,
  search,
}));
const maps = ['basins', 'rates'].map((kind) => ({
  kind,
  method,
  base: point,
  axes: [0, 1],
  window: [
    [-1, 1],
    [0.1, 2],
  ],
  size: 64,
  steps: 100,
}));
const why = { method, start: point, step: 3, steps: 100 };

const pairs = [
  { partner: 'population', sample: null },
  { partner: 'population', sample: { kind: 'rows', rows: 10, seed: 3 } },
  { partner: 'population', sample: { kind: 'counts', counts: [3, 7.5] } },
];
const sampling = { partner: 'population', sizes: [5, 20], draws: 100, seed: 1 };

/** Messages that are right, by method, and ways to spoil each. */
const host = {
  ready: [null],
  criticalPoints: [revision],
  train: [{ ...revision, run }],
  slice: slices.map((slice) => ({ ...revision, ...slice })),
  curvature: [{ ...revision, at: end }],
  prediction: [{ ...revision, at: start }],
  race: races.map((race) => ({ ...revision, ...race })),
  explain: [{ ...revision, ...why }],
  startMap: maps.map((map) => ({ ...revision, ...map })),
  paths: [{ ...revision, starts: [point] }],
  spectrum: [{ ...revision }],
  bifurcation: [{ ...revision, along: 'a', samples: 21 }],
  path: [
    { ...revision, from: point, to: { kind: 'point', point }, along: 'a' },
    { ...revision, from: point, to: { kind: 'twin' }, along: 'a' },
  ],
  rebuild: [revision],
  pair: pairs.map((pair) => ({ ...revision, ...pair })),
  sampling: [{ ...revision, ...sampling }],
  saveAnimation: [{ gif: Uint8Array.from('GIF89a', (c) => c.charCodeAt(0)), suggestedName: 'race.gif' }],
  saveText: [{ text: 'a,b', suggestedName: 'race.csv' }],
  selectLoss: [{ name: 'flat' }],
  setPinned: [{ pinned: true }],
  reveal: [
    { kind: 'loss', name: 'flat' },
    { kind: 'constant', name: 'α' },
    { kind: 'start', name: 'flat', index: 0 },
    { kind: 'spectrum', index: 1 },
  ],
  writeConstants: [{ revision: 2, values: [{ name: 'alpha', value: 1 }] }],
  savePicture: [{ svg: '<svg/>', suggestedName: 'flat.svg' }],
  copyText: [{ text: 'x' }],
  reportError: [{ message: 'x' }],
} satisfies Record<keyof typeof hostValidators, unknown[]>;

const spectrum = { text: 'spectrum goe()', spectrum: 0, overrides: { a: 1 }, files: {} };
const worker = {
  claim: [{ text: 'loss f(x) = x', claim: 0, files: {}, budget: 100 }],
  readTable: [{ id: 'file:///a.csv 1', bytes: Uint8Array.of(120) }],
  dropTables: [{ ids: ['file:///a.csv 1'] }],
  train: [{ ...request, run }],
  slice: slices.map((slice) => ({ ...request, ...slice })),
  curvature: [{ ...request, at: start }],
  prediction: [{ ...request, at: end }],
  race: races.map((race) => ({ ...request, budget: 100, ...race })),
  explain: [{ ...request, budget: 100, ...why }],
  startMap: maps.map((map) => ({ ...request, budget: 100, ...map })),
  paths: [{ ...request, budget: 100, starts: [] }],
  spectrum: [spectrum],
  spectrumPicture: [{ ...spectrum, width: 200, theme }],
  bifurcation: [{ ...request, budget: 100, along: 'a', samples: 21 }],
  path: [{ ...request, budget: 100, from: point, to: { kind: 'twin' }, along: 'a' }],
  pair: pairs.map((pair) => ({ ...request, ...pair })),
  sampling: [{ ...request, ...sampling }],
  loss: [request],
  criticalPoints: [{ ...request, budget: 3000 }],
  picture: [
    { ...request, width: 320, bytes: 60_000, theme, report: null },
    { ...request, width: 320, bytes: 60_000, theme, report },
  ],
  report: [{ ...request, budget: 100 }],
  ping: [null],
} satisfies Record<keyof typeof workerValidators, unknown[]>;

/** A message with one member missing, one too many, or one of another kind. */
function spoiled(message: unknown): unknown[] {
  if (message === null) return [undefined, 0, {}, 'null'];
  const record = message as Record<string, unknown>;
  return [
    null,
    [],
    'text',
    ...Object.keys(record).flatMap((name) => {
      const { [name]: value, ...rest } = record;
      return [rest, { ...rest, [name]: typeof value === 'string' ? 7 : 'seven' }];
    }),
  ];
}

describe.each([
  ['host', hostValidators, host],
  ['worker', workerValidators, worker],
] as const)('%s messages', (_, validators, messages) => {
  const all = Object.entries(messages).flatMap(([method, list]) =>
    list.map((message: unknown) => [method, message] as const),
  );
  const accepts = (method: string, message: unknown): boolean =>
    (validators as unknown as Record<string, (message: unknown) => boolean>)[method]!(message);

  it.each(all)('%s is accepted', (method, message) => {
    expect(accepts(method, message)).toBe(true);
  });

  it.each(all)('%s is refused when it is spoiled', (method, message) => {
    for (const bad of spoiled(message)) expect(accepts(method, bad), JSON.stringify(bad)).toBe(false);
  });
});

describe('host messages', () => {
  it('refuse numbers that are not finite', () => {
    expect(hostValidators.criticalPoints({ revision: 1, constants: [NaN] })).toBe(false);
    expect(hostValidators.writeConstants({ revision: 1, values: [{ name: 'a', value: Infinity }] })).toBe(false);
  });

  it('refuse studies without measure', () => {
    const race = { ...revision, ...races[1]! };
    const map = { ...revision, ...maps[0]! };
    expect(hostValidators.race(race)).toBe(true);
    expect(hostValidators.race({ ...race, steps: 1e9 })).toBe(false);
    expect(hostValidators.race({ ...race, cost: 0 })).toBe(false);
    expect(hostValidators.race({ ...race, starts: [Float64Array.of(NaN)] })).toBe(false);
    expect(hostValidators.race({ ...race, racers: new Array(33).fill(method) })).toBe(false);
    expect(hostValidators.race({ ...race, search: { ...searching, low: 0 } })).toBe(false);
    expect(hostValidators.startMap({ ...map, size: 100 })).toBe(false);
    expect(hostValidators.startMap({ ...map, size: 1 << 20 })).toBe(false);
    expect(
      hostValidators.startMap({
        ...map,
        window: [
          [1, 0],
          [0, 1],
        ],
      }),
    ).toBe(false);
    expect(hostValidators.startMap({ ...map, axes: [0, -1] })).toBe(false);
  });

  it('refuse members that nobody asked for', () => {
    expect(hostValidators.selectLoss({ name: 'flat', more: 1 })).toBe(false);
  });

  it('refuse sparse and overlong lists', () => {
    expect(hostValidators.criticalPoints({ revision: 1, constants: new Array(10_001).fill(0) })).toBe(false);
  });
});

it.each([
  { kind: 'rows', rows: 0, seed: 1 },
  { kind: 'rows', rows: 2.5, seed: 1 },
  { kind: 'rows', rows: 1e9, seed: 1 },
  { kind: 'rows', rows: 5, seed: -1 },
  { kind: 'counts', counts: [0, 0] },
  { kind: 'counts', counts: [-1, 2] },
  { kind: 'other' },
])('a sample that makes no sense is refused: %j', (sample) => {
  expect(hostValidators.pair({ ...revision, partner: null, sample })).toBe(false);
});

it.each([{ sizes: [] }, { sizes: [0] }, { draws: 0 }, { draws: 1e9 }])('so are draws: %j', (change) => {
  expect(hostValidators.sampling({ ...revision, ...sampling, ...change })).toBe(false);
});

it('a partner may be left to be chosen', () => {
  expect(hostValidators.pair({ ...revision, partner: null, sample: null })).toBe(true);
  expect(hostValidators.sampling({ ...revision, ...sampling, partner: null })).toBe(true);
});

import { describe, expect, it } from 'vitest';
import { hostValidators } from '../../src/protocol/validateHost';
import { workerValidators } from '../../src/protocol/validateWorker';

const request = { text: 'loss f(x) = x^2', loss: 'f', overrides: { alpha: 0.5 } };
const report = { loss: 'f', points: [], manifolds: [], plateaus: [], kinks: [], unresolved: [] };
const theme = { dark: true, highContrast: false };

/** Messages that are right, by method, and ways to spoil each. */
const host = {
  ready: [null],
  criticalPoints: [{ revision: 1, constants: [0.5, -2] }],
  selectLoss: [{ name: 'flat' }],
  setPinned: [{ pinned: true }],
  reveal: [
    { kind: 'loss', name: 'flat' },
    { kind: 'constant', name: 'α' },
    { kind: 'start', name: 'flat', index: 0 },
  ],
  writeConstants: [{ revision: 2, values: [{ name: 'alpha', value: 1 }] }],
  savePicture: [{ svg: '<svg/>', suggestedName: 'flat.svg' }],
  copyText: [{ text: 'x' }],
  reportError: [{ message: 'x' }],
} satisfies Record<keyof typeof hostValidators, unknown[]>;

const worker = {
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
  const all = Object.entries(messages).flatMap(([method, list]) => list.map((message) => [method, message] as const));
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

  it('refuse members that nobody asked for', () => {
    expect(hostValidators.selectLoss({ name: 'flat', more: 1 })).toBe(false);
  });

  it('refuse sparse and overlong lists', () => {
    expect(hostValidators.criticalPoints({ revision: 1, constants: new Array(10_001).fill(0) })).toBe(false);
  });
});

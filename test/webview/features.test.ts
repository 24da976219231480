import { describe, expect, it } from 'vitest';
import type { CriticalReport } from '../../src/landscape/views';
import { featuresOf, kindInWords } from '../../webview/model/features';

const report: CriticalReport = {
  loss: 'f',
  parameters: ['x', 'y'],
  box: [
    [-1, 1],
    [-1, 1],
  ],
  points: [
    {
      point: [0.5, -0.25],
      enclosure: [
        [0.4999, 0.5001],
        [-0.25, -0.25],
      ],
      value: 1.25,
      eigenvalues: [-1, 2],
      eigenvectors: [
        [1, 0],
        [0, 1],
      ],
      morseIndex: 1,
      kind: 'saddle',
      proof: 'proved',
      reason: 'The signs are certain.',
    },
  ],
  manifolds: [
    { dimension: 1, value: 0, stability: 'minimum', morseIndex: null, equations: null, flattest: null, samples: [[0, 0], [0, 1], [0, 2]], reason: 'Constant along it.' }, // prettier-ignore
    {
      dimension: 1,
      value: null,
      stability: 'mixed',
      morseIndex: null,
      equations: null,
      flattest: null,
      samples: [],
      reason: 'No sample.',
    },
  ],
  plateaus: [{ value: 3, samples: [[1, 1]], reason: 'Flat.' }],
  kinks: [{ point: [0, 0], value: 2, kind: 'nonsmooth-minimum', reason: 'Kink.' }],
  unresolved: [
    [
      [0, 0.5],
      [-0.5, 0],
    ],
  ],
  complete: false,
  verdict: '',
  milliseconds: 1,
};

describe('features of a report', () => {
  const features = featuresOf(report);
  const detail = (index: number, label: string): string | undefined =>
    features[index]!.details.find(([name]) => name === label)?.[1];

  it('lists points first, then kinks, sets and boxes; sets without a sample have no place to be shown', () => {
    expect(features.map((feature) => feature.kind)).toEqual([
      'saddle',
      'nonsmooth-minimum',
      'minimum-set',
      'plateau',
      'unresolved',
    ]);
  });

  it('explains a point: coordinates with their bounds, value, proof, index', () => {
    expect(features[0]!.label).toBe('saddle at (0.5, −0.25), value 1.25, proved');
    expect(detail(0, 'x')).toBe('0.5 ± 1e−4');
    expect(detail(0, 'y')).toBe('−0.25');
    expect(detail(0, 'Morse index')).toBe('1');
    expect(detail(0, 'reason')).toBe('The signs are certain.');
    expect(features[0]!.eigenvalues).toEqual([-1, 2]);
  });

  it('anchors a set at a sample of its own, and a box at its middle', () => {
    expect(features[2]!.anchor).toEqual([0, 1]);
    expect(features[4]!.anchor).toEqual([0.25, -0.25]);
    expect(features[4]!.box).toBe(report.unresolved[0]);
  });

  it('gives every feature a label and a reason', () => {
    for (const feature of features) {
      expect(feature.label).not.toBe('');
      expect(feature.details.some(([name, text]) => name === 'reason' && text !== '')).toBe(true);
    }
  });

  it('says kinds without hyphens', () => {
    expect(kindInWords('degenerate-minimum')).toBe('degenerate minimum');
    expect(kindInWords('monkey-saddle')).toBe('monkey saddle');
    expect(kindInWords('mixed-set')).toBe('set of critical points');
  });
});

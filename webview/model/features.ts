/** What a report found, as one list of things to draw, name and explain. */
import type {
  Bounds,
  CriticalPointView,
  CriticalReport,
  ManifoldView,
  PlateauView,
  Proof,
} from '../../src/landscape/views';
import type { FeatureKind } from '../../src/picture/glyphs';
import { formatNumber, formatPoint } from '../../src/picture/numbers';
import type { Place } from './continuation';

/** A row of the details: a label and its text. */
export type Detail = readonly [label: string, text: string];

export interface Feature {
  readonly kind: FeatureKind;
  /** Where its glyph stands, or the nearest thing to it: n coordinates. */
  readonly anchor: readonly number[];
  /** All its points: one for a point, many for a set. */
  readonly samples: readonly (readonly number[])[];
  /** The box, for what is unresolved. */
  readonly box: readonly Bounds[] | null;
  readonly proof: Proof | null;
  /** One phrase for screen readers and tooltips. */
  readonly label: string;
  readonly details: readonly Detail[];
  readonly eigenvalues: readonly number[];
  readonly eigenvectors: readonly (readonly number[])[];
  /** It was followed to where it stands while a slider moves, and is not proved there. */
  readonly isFollowed: boolean;
}

/**
 * In the order of Tab and the arrow keys: points first, by the report's order. `places` says where the points have gone to since, null
 * for those that were lost on the way.
 */
export function featuresOf(
  report: CriticalReport,
  places: readonly (Place | null)[] | null = null,
): readonly Feature[] {
  return [
    ...report.points.map((point, index): Feature => {
      if (places !== null) return followedFeature(report, point, places[index] ?? null);
      const { kind, proof } = point;
      return {
        ...bare(kind, point.point),
        proof,
        label: `${kindInWords(kind)} at ${formatPoint(point.point)}, value ${formatNumber(point.value)}, ${proof}`,
        details: [
          ['kind', kindInWords(kind)],
          ...coordinates(report.parameters, point.point, point.enclosure),
          ['value', formatNumber(point.value, 8)],
          ['proof', proof],
          ['reason', point.reason],
          ['Morse index', formatNumber(point.morseIndex)],
        ],
        eigenvalues: point.eigenvalues,
        eigenvectors: point.eigenvectors,
      };
    }),
    ...report.kinks.map((kink): Feature => ({
      ...bare(kink.kind, kink.point),
      label: `${kindInWords(kink.kind)} at ${formatPoint(kink.point)}, value ${formatNumber(kink.value)}`,
      details: [
        ['kind', kindInWords(kink.kind)],
        ...coordinates(report.parameters, kink.point, null),
        ['value', formatNumber(kink.value, 8)],
        ['reason', kink.reason],
      ],
    })),
    ...report.manifolds.filter((set) => set.samples.length > 0).map(manifoldFeature),
    ...report.plateaus.filter((set) => set.samples.length > 0).map(plateauFeature),
    ...report.unresolved.map((box): Feature => {
      const centre = box.map(([low, high]) => (low + high) / 2);
      const sides = box.map(([low, high], at) => `${report.parameters[at] ?? ''} ∈ ${interval([low, high])}`);
      return {
        ...bare('unresolved', centre),
        box,
        label: `unresolved box around ${formatPoint(centre, 3)}`,
        details: [
          ['kind', 'unresolved box'],
          ...sides.map((side): Detail => ['where', side]),
          ['reason', 'Nothing is proved here yet: there may or may not be critical points in it.'],
        ],
      };
    }),
  ];
}

/** A point on its way. One that was lost has no place, and is not drawn. */
function followedFeature(report: CriticalReport, { kind }: CriticalPointView, place: Place | null): Feature {
  const name = kindInWords(kind);
  if (place === null) {
    const reason = 'It could not be followed to this value of the slider: whether it is still there is searched for.';
    return { ...bare(kind, [NaN]), label: `${name}, lost`, details: [['kind', name], ['reason', reason]] }; // prettier-ignore
  }
  const point = Array.from(place.point);
  const { value } = place.derivatives;
  return {
    ...bare(kind, point),
    proof: 'numerical',
    label: `${name} at ${formatPoint(point)}, value ${formatNumber(value)}, followed, not proved yet`,
    details: [
      ['kind', name],
      ...coordinates(report.parameters, point, null),
      ['value', formatNumber(value, 8)],
      ['proof', 'numerical'],
      ['reason', "Followed by Newton's method while the slider moves; it is proved anew when the slider rests."],
    ],
    eigenvalues: Array.from(place.spectrum.values),
    eigenvectors: place.spectrum.vectors.map((vector) => Array.from(vector)),
    isFollowed: true,
  };
}

/** The kind as a person says it. */
export function kindInWords(kind: FeatureKind): string {
  switch (kind) {
    case 'nonsmooth-minimum':
      return 'minimum on a kink';
    case 'nonsmooth-maximum':
      return 'maximum on a kink';
    case 'nonsmooth-saddle':
      return 'saddle on a kink';
    case 'minimum-set':
      return 'set of minima';
    case 'maximum-set':
      return 'set of maxima';
    case 'saddle-set':
      return 'set of saddles';
    case 'mixed-set':
      return 'set of critical points';
    case 'unresolved':
      return 'unresolved box';
    default:
      return kind.replace('-', ' ');
  }
}

function manifoldFeature(set: ManifoldView): Feature {
  const kind: FeatureKind = `${set.stability}-set`;
  const value = set.value === null ? 'varies' : formatNumber(set.value, 8);
  return {
    ...bare(kind, middle(set.samples)),
    samples: set.samples,
    label: `${kindInWords(kind)} of dimension ${String(set.dimension)}, value ${value}`,
    details: [
      ['kind', kindInWords(kind)],
      ['dimension', String(set.dimension)],
      ['value', value],
      ['through', formatPoint(middle(set.samples))],
      ['reason', set.reason],
    ],
  };
}

function plateauFeature(set: PlateauView): Feature {
  return {
    ...bare('plateau', middle(set.samples)),
    samples: set.samples,
    label: `plateau of value ${formatNumber(set.value)}`,
    details: [
      ['kind', 'plateau: an open region where the gradient is zero'],
      ['value', formatNumber(set.value, 8)],
      ['through', formatPoint(middle(set.samples))],
      ['reason', set.reason],
    ],
  };
}

function bare(kind: FeatureKind, anchor: readonly number[]): Feature {
  return {
    kind,
    anchor,
    samples: [anchor],
    box: null,
    proof: null,
    label: '',
    details: [],
    eigenvalues: [],
    eigenvectors: [],
    isFollowed: false,
  };
}

function middle(samples: readonly (readonly number[])[]): readonly number[] {
  return samples[Math.floor(samples.length / 2)] ?? [];
}

function coordinates(
  names: readonly string[],
  point: readonly number[],
  enclosure: readonly Bounds[] | null,
): readonly Detail[] {
  return point.map((value, index): Detail => {
    const [low, high] = enclosure?.[index] ?? [NaN, NaN];
    const shown = Number(value.toPrecision(shownDigits));
    // The radius is around the number as it is shown, so that the printed interval holds the point.
    const radius = Math.max(high - shown, shown - low);
    const known = radius > 0 ? ` ± ${formatNumber(roundedUp(radius), 1)}` : '';
    return [names[index] ?? '', formatNumber(shown, shownDigits) + known];
  });
}

const shownDigits = 12;

/** The next number above with one significant digit. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / power) * power;
}

function interval([low, high]: Bounds): string {
  return `[${formatNumber(low, 4)}, ${formatNumber(high, 4)}]`;
}

/** Critical sets that are not isolated: described from the components that exact algebra gives. */
import { buildTape } from '../../compile/buildTape';
import type { TapeOracle } from '../../compile/oracle';
import { symmetricEigen } from '../../linalg/eigen';
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import { notationOf } from '../../symbolic/notation';
import type { Pool } from '../../symbolic/pool';
import { printText } from '../../symbolic/printText';
import { substitute } from '../../symbolic/substitute';
import { type Box, contains, midpoint } from '../box';
import type { Component } from './decompose';
import type { AnalyzedManifold, AnalyzedPlateau, SetEquations } from '../report';
import { continuousSymmetries, continuousText } from '../symmetry/continuous';
import { examineComponent } from './componentProof';
import { sampleComponent, thinned } from './setSamples';

export interface DescribedSets {
  readonly manifolds: readonly AnalyzedManifold[];
  readonly plateaus: readonly AnalyzedPlateau[];
  /** Samples of sets on the edge of where the formula holds: a condition vanishes all along them. */
  readonly edges: readonly (readonly (readonly number[])[])[];
  /** Components that were met at places alone and may be single points, as x² + x·y + y² = 0. */
  readonly singles: readonly SinglePlaces[];
}

export interface SinglePlaces {
  readonly component: Component;
  readonly places: readonly Box[];
}

/** The components that are no points, as far as they meet the box; null where one is no manifold. */
export function describeSets(
  pool: Pool,
  oracle: TapeOracle,
  parameters: readonly Node[],
  gradient: readonly Node[],
  components: readonly Component[],
  box: Box,
  inside: (sample: readonly number[]) => boolean,
  conditions: readonly Node[],
): DescribedSets | null {
  const manifolds: AnalyzedManifold[] = [];
  const plateaus: AnalyzedPlateau[] = [];
  const edges: number[][][] = [];
  const singles: SinglePlaces[] = [];
  const conserved = continuousText(continuousSymmetries(pool, parameters, gradient, [], oracle));
  for (const component of components) {
    // No samples prove nothing: a set is left out only where intervals show that it misses the box.
    const proof = examineComponent(pool, component, parameters, box, conditions);
    if (proof.kind === 'misses') continue;
    if (proof.kind !== 'regular') return null;
    const samples = sampleComponent(pool, component, parameters, box, undefined, proof.pieces.map(midpoint));
    const held = substitute(pool, conditions, component.solved);
    if (held.some((condition) => condition.kind === 'rational' && condition.value.isZero)) {
      edges.push(thinned(samples));
      continue;
    }
    const inDomain = samples.filter((sample) => inside(sample) && Number.isFinite(oracle.value(sample)));
    if (inDomain.length === 0) return null;
    const isAtPlaces = (sample: readonly number[]): boolean =>
      proof.singular.some((place) =>
        contains(place, { low: Float64Array.from(sample), high: Float64Array.from(sample) }),
      );
    if (inDomain.every(isAtPlaces)) {
      singles.push({ component, places: proof.singular });
      continue;
    }
    const dimension = component.free.length - component.equations.length;
    if (dimension === parameters.length) {
      plateaus.push({
        value: oracle.value(inDomain[0]!),
        samples: thinned(inDomain),
        reason: 'The gradient is identically 0: the loss is constant wherever it is defined.',
      });
      continue;
    }
    const equations = equationsOf(pool, parameters, component);
    // In a piece the set ends where the formula does, which its equations don't tell.
    const told = conditions.length === 0;
    for (const group of groupByValue(oracle, inDomain))
      manifolds.push({
        ...describe(
          oracle,
          equations,
          dimension,
          group,
          `${singularText(proof.singular)}${conserved === '' ? '' : ` ${conserved}`}`,
        ),
        equations: told ? equations : null,
      });
  }
  return { manifolds, plateaus, edges, singles };
}

interface ValueGroup {
  /** Null where the loss varies along the set. */
  readonly value: number | null;
  readonly samples: readonly (readonly number[])[];
}

/** On a connected critical set the loss is constant: samples of different values lie on different ones. */
function groupByValue(oracle: TapeOracle, samples: readonly (readonly number[])[]): ValueGroup[] {
  const sorted = samples.map((sample) => ({ sample, value: oracle.value(sample) })).sort((a, b) => a.value - b.value);
  const spread = Math.max(1, ...sorted.map(({ value }) => Math.abs(value)));
  const groups: { value: number; samples: (readonly number[])[] }[] = [];
  for (const { sample, value } of sorted) {
    const last = groups[groups.length - 1];
    if (last !== undefined && value - last.value <= 1e-7 * spread) last.samples.push(sample);
    else groups.push({ value, samples: [sample] });
  }
  return groups.length > 12
    ? [{ value: null, samples: thinned(samples) }]
    : groups.map(({ value, samples: own }) => ({
        value: Math.abs(value) < 1e-14 * spread ? 0 : value,
        samples: thinned(own),
      }));
}

function equationsOf(pool: Pool, parameters: readonly Node[], { conditions }: Component): SetEquations {
  const slopes = conditions.flatMap((condition) =>
    parameters.map((parameter) => differentiate(pool, [condition], parameter)[0]!),
  );
  return {
    texts: conditions.map((condition) => `${printText(notationOf(condition), 'pretty')} = 0`),
    tape: buildTape([...conditions, ...slopes], {
      parameters: parameters.length,
      constants: 0,
      order: 0,
      inputs: parameters,
    }),
  };
}

function describe(
  oracle: TapeOracle,
  equations: SetEquations,
  dimension: number,
  { value, samples }: ValueGroup,
  further: string,
): Omit<AnalyzedManifold, 'equations'> {
  const kinds = new Set(
    samples.map((sample) => stabilityAt(oracle, sample, dimension)).filter((kind) => kind !== null),
  );
  const stability = kinds.size === 1 ? [...kinds][0]! : 'mixed';
  const word = dimension === 1 ? 'curve' : dimension === 2 ? 'surface' : `set of dimension ${dimension}`;
  const flattest = stability === 'minimum' ? flattestOf(oracle, samples) : null;
  const morseIndex = indexOf(oracle, samples, dimension);
  return {
    dimension,
    value,
    stability,
    morseIndex,
    samples,
    flattest,
    reason: `Every point with ${equations.texts.join(', ')} is critical, a ${word}: the gradient has these factors (exact algebra).${indexText(morseIndex)}${flattestText(flattest)}${further}`,
  };
}

/** Where the set may cross itself, have a cusp or a point by itself. */
function singularText(places: readonly Box[]): string {
  if (places.length === 0) return '';
  const texts = places.map(
    (place) => `(${Array.from(midpoint(place), (x) => String(Number(x.toFixed(5)) + 0)).join(', ')})`,
  );
  return ` Only near ${texts.join(' and ')} may it cross itself, have a cusp or be a single point; everywhere else it is smooth.`;
}

/** By the signs of the curvatures across the set; where they vanish too, by values nearby; null where that is not clear. */
function stabilityAt(
  oracle: TapeOracle,
  sample: readonly number[],
  dimension: number,
): 'minimum' | 'maximum' | 'saddle' | null {
  const eigenvalues = curvatures(oracle, sample);
  const largest = Math.max(...eigenvalues.map(Math.abs));
  const across = [...eigenvalues].sort((a, b) => Math.abs(b) - Math.abs(a)).slice(0, eigenvalues.length - dimension);
  const clear = across.filter(
    (lambda) => Math.abs(lambda) > 1e-7 * Math.max(largest, 1e-300) && Math.abs(lambda) > 1e-12,
  );
  if (clear.length === 0) return stabilityNearby(oracle, sample);
  const positive = clear.some((lambda) => lambda > 0);
  const negative = clear.some((lambda) => lambda < 0);
  return positive && negative ? 'saddle' : positive ? 'minimum' : 'maximum';
}

/** By values at points around, where all curvatures across the set vanish; null where they tell nothing. */
function stabilityNearby(oracle: TapeOracle, sample: readonly number[]): 'minimum' | 'maximum' | 'saddle' | null {
  const center = oracle.value(sample);
  let higher = false;
  let lower = false;
  for (let k = 0; k < 32; k++) {
    const moved = sample.map((x, i) => x + 0.01 * (1 + Math.abs(x)) * Math.sin(1 + 7 * k + 13 * i));
    const value = oracle.value(moved);
    if (value > center + 1e-14 * Math.abs(center)) higher = true;
    if (value < center - 1e-14 * Math.abs(center)) lower = true;
  }
  return higher && lower ? 'saddle' : higher ? 'minimum' : lower ? 'maximum' : null;
}

function curvatures(oracle: TapeOracle, sample: readonly number[]): number[] {
  const n = sample.length;
  const hessian = new Float64Array(n * n);
  oracle.hessian(sample, hessian);
  return Array.from(symmetricEigen(hessian, n).values);
}

function indexOf(oracle: TapeOracle, samples: readonly (readonly number[])[], dimension: number): number | null {
  const found = new Set<number>();
  for (const sample of samples) {
    const eigenvalues = curvatures(oracle, sample);
    const zero = Math.max(1e-12, 1e-7 * Math.max(...eigenvalues.map(Math.abs)));
    if (eigenvalues.filter((lambda) => !(Math.abs(lambda) > zero)).length === dimension)
      found.add(eigenvalues.filter((lambda) => lambda < -zero).length);
  }
  return found.size === 1 ? [...found][0]! : null;
}

function indexText(morseIndex: number | null): string {
  if (morseIndex === null) return '';
  const negative = morseIndex === 0 ? 'none is negative' : `${morseIndex} ${morseIndex === 1 ? 'is' : 'are'} negative`;
  return ` Where all curvatures across it differ from 0, ${negative} (at its samples).`;
}

function flattestOf(oracle: TapeOracle, samples: readonly (readonly number[])[]): AnalyzedManifold['flattest'] {
  const sharpness = samples.map((sample) => Math.max(...curvatures(oracle, sample)));
  // Where the formula of the Hessian is undefined, as at √0, nothing is said.
  if (!sharpness.every(Number.isFinite)) return null;
  const least = Math.min(...sharpness);
  if (Math.max(...sharpness) <= 1.001 * least) return null;
  return { point: samples[sharpness.indexOf(least)]!, curvature: least };
}

function flattestText(flattest: AnalyzedManifold['flattest']): string {
  if (flattest === null) return '';
  const short = (x: number): string => String(Number(x.toPrecision(3))).replace('-', '−');
  return ` The flattest of its sampled points is near (${flattest.point.map(short).join(', ')}), with largest curvature ${short(flattest.curvature)}.`;
}

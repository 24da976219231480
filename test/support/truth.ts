import { readFileSync } from 'node:fs';

/** A reference answer for the critical points of a loss. */
export interface TruthCase {
  readonly id: string;
  readonly parameters: string[];
  readonly constants: Readonly<Record<string, number | string>>;
  readonly formula: string;
  readonly box: [number, number][];
  readonly points: { at: number[]; value: number; eigenvalues: number[]; kind: string; onEdge: boolean }[];
  readonly manifolds: { dimension: number; value: number | null; samples: number[][] }[];
  readonly plateaus: { value: number; samples: number[][] }[];
  readonly kinks: number[][];
}

export const truthCases = JSON.parse(readFileSync('test/fixtures/truth/criticalPoints.json', 'utf8')) as TruthCase[];

import { analyzeText } from '../../../src/language/check';
import type { Model } from '../../../src/language/model';
import type { Span } from '../../../src/language/tree';
import { csvFiles } from '../csvFiles';

export interface Cursor {
  readonly model: Model;
  readonly offset: number;
}

/** A model of a text, and the place of the `|` in it, which is taken out. */
export function cursor(marked: string): Cursor {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new Error(`no | in ${marked}`);
  return { model: analyzeText(marked.slice(0, offset) + marked.slice(offset + 1), csvFiles), offset };
}

export function slice(model: Model, { start, end }: Span): string {
  return model.file.text.slice(start, end);
}

/** A file with one of everything. */
export const sample = `# A slider
const alpha = 0.5 in [0, 2] # between 0 and 2
# A bell
fn bump(t) = exp(-t^2)
data line(x, y) = (-1, -0.8), (0, 0.1), (1, 0.9)
loss flat(x, y) = x^2/2 + alpha*x^2*y^2 - bump(y) + pi*err
  on x in [-2, 2], y in [-3, 3]
  from (1, 0.1)
  where err = x*y - 1
loss net(w1, w2) = mean((w2*tanh(w1*p.x) - p.y)^2 for p in line) + sum(k*w1 for k in 1..3)
`;

/** A file with arrays: a table from a file, constants, helpers and starts. */
export const arrays = `data moons = csv("moons.csv")
const A = [[2, 1], [1, 3]]
fn layer(V, h) = tanh(V*h)
fn both(t) = t^2
loss mlp(W1[16, 2], b1[16], w2[16], b2) =
  mean((dot(w2, out) + b2 - p.t)^2 for p in moons) + sum(both(b1)) + both(b2) + sum(A)
  on W1 in [-1, 1]
  from he(seed=3), (zeros(), xavier(), normal(seed=1, sd=0.1), 0)
  where out = layer(W1, [1, 2]) + b1
`;

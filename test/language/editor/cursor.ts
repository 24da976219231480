import { analyzeText } from '../../../src/language/check';
import type { Model } from '../../../src/language/model';
import type { Span } from '../../../src/language/tree';

export interface Cursor {
  readonly model: Model;
  readonly offset: number;
}

/** A model of a text, and the place of the `|` in it, which is taken out. */
export function cursor(marked: string): Cursor {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new Error(`no | in ${marked}`);
  return { model: analyzeText(marked.slice(0, offset) + marked.slice(offset + 1)), offset };
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

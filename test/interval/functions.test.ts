import { expect, test } from 'vitest';
import { multiply, result, scale } from '../../src/interval/functions';
import { seeded } from '../support/random';

test('a number times an interval is the product of two intervals, bit for bit', () => {
  const random = seeded(3);
  const special = [0, -0, 1, -1, 5e-324, 1e-200, 1e200, -1e308, Number.MAX_VALUE, Infinity, -Infinity, NaN];
  const some = (): number =>
    random() < 0.5 ? special[Math.floor(random() * special.length)]! : (random() - 0.5) * 10 ** (random() * 40 - 20);
  for (let turn = 0; turn < 20_000; turn++) {
    const [y, c, d] = [some(), some(), some()];
    multiply(y, y, c, d);
    const expected = { ...result };
    scale(y, c, d);
    expect(result, `${y}·[${c}, ${d}]`).toEqual(expected);
  }
});

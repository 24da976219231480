/** Losses of many parameters: networks over small tables, and some that are awkward. */

/** Two half moons with a little noise, the same every time. */
function moons(): string {
  let state = 7;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: 80 }, (_, row) => {
    const isUpper = row % 2 === 0;
    const angle = Math.PI * random();
    const [u, v] = isUpper ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    const near = (value: number): string => (value + 0.2 * (random() - 0.5)).toFixed(2);
    return `(${near(u)}, ${near(v)}, ${isUpper ? '0' : '1'})`;
  }).join(', ');
}

/** A sine with noise, as a table of one feature. */
function wave(): string {
  return Array.from({ length: 40 }, (_, row) => {
    const x = -3 + (6 * row) / 39;
    return `(${x.toFixed(2)}, ${(Math.sin(1.7 * x) + 0.12 * Math.cos(41 * x)).toFixed(2)})`;
  }).join(', ');
}

export const networkTexts = {
  /** A classifier of two features: 2-8-8-1. */
  moons: `data moons(u, v, y) = ${moons()}
fn score(x, W1, b1, W2, b2, w, c) = dot(w, tanh(W2*tanh(W1*x + b1) + b2)) + c
const lambda = 0.001 in [0, 0.1]
# A small network that tells two half moons apart
loss classifier(W1[8, 2], b1[8], W2[8, 8], b2[8], w[8], c) =
    mean(softplus(score([p.u, p.v], W1, b1, W2, b2, w, c)) - p.y*score([p.u, p.v], W1, b1, W2, b2, w, c)
      for p in moons) + lambda*(norm(W1)^2 + norm(W2)^2)
  from random(seed=1), random(seed=2)`,
  /** A fit of one feature: 1-10-1. */
  sine: `data samples(x, y) = ${wave()}
loss fit(a[10], b[10], w[10], c) = mean((dot(w, tanh(a*p.x + b)) + c - p.y)^2 for p in samples)
  from random(seed=3)`,
  /** No data at all, and one start. */
  bare: `loss factors(U[6, 5], V[6, 5]) = norm(U*V' - hadamard(U*V', U*V'))^2 + norm(U)^2/10
  from random(seed=4)`,
  /** Undefined at the start. */
  lost: `loss lost(w[30]) = sum(log(w)) + norm(w)^2 on w in [-1, 1] from zeros()`,
  /** Matrices that are too large to draw cell by cell. */
  large: `loss large(A[150, 100], b[70], c) = norm(A)^2 + norm(b)^2/2 - c + c^2 + sum(A[1])*c/10
  from random(seed=5)`,
} as const;

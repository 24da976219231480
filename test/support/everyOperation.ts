/** What random formulas don't reach, for tests of evaluators against each other. Loops go over `table`, whose name is d. */

export const table = 'data d(u, v) = (-1, 0.3), (0.5, -0.2), (1.25, 0.9), (2, -1.5), (0.1, 0.1)';

export const loops = [
  'sum(k*x^k for k in 1..4)',
  'mean((tanh(x*p.u) + 0.5*tanh(y*p.u) - p.v)^2 for p in d)',
  'mean(softplus(x*p.u + y*p.v) - p.v*x for p in d)',
  'sum(exp(-x^2*k) for k in 1..3)*sum(sin(y*k) for k in 1..3)',
  'sum(sum((x*p.u - y*q.v)^2 for q in d)*p.v for p in d)',
] as const;

/** Kinks, domains, and every operation. */
export const operations = [
  'x/x + 1/y + x^-3',
  'relu(x) + abs(y) + max(x, y) + min(x, y)',
  'log(x) + sqrt(x + y)',
  '(1.5 + x)^y + x^2.5 + x^0.3',
  'tan(x) + asin(x) + acos(y) + atan(x)',
  'sinh(x) + cosh(y) + erf(x) + gelu(y)',
  'expm1(x) + log1p(y) + sigmoid(x) + sign(y)',
] as const;

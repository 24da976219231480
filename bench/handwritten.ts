/** The same work by hand in JavaScript: typed arrays, plain loops, nothing allocated on the way. */
import { marks, network, units, weightCount } from './functions';

const { cos, exp, log1p, PI, sin, sqrt, tanh } = Math;

export type GridLoop = (xs: Float64Array, ys: Float64Array, out: Float64Array) => void;

export const grids: Readonly<Record<string, GridLoop>> = {
  F1: (xs, ys, out) => {
    for (let j = 0, k = 0; j < ys.length; j++) {
      const yy = ys[j]! * ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        const xx = xs[i]! * xs[i]!;
        out[k] = xx / 2 + 0.5 * xx * yy - yy * yy;
      }
    }
  },
  F2: (xs, ys, out) => {
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        const x = xs[i]!;
        const gap = y - x * x;
        out[k] = (1 - x) * (1 - x) + 100 * gap * gap;
      }
    }
  },
  F3: (xs, ys, out) => {
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        const x = xs[i]!;
        const p = x * x + y - 11;
        const q = x + y * y - 7;
        out[k] = p * p + q * q;
      }
    }
  },
  F4: (xs, ys, out) => {
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        const x = xs[i]!;
        out[k] = 20 + x * x - 10 * cos(2 * PI * x) + y * y - 10 * cos(2 * PI * y);
      }
    }
  },
  F5: (xs, ys, out) => {
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        const x = xs[i]!;
        const bowl = 20 * exp(-0.2 * sqrt((x * x + y * y) / 2));
        out[k] = 20 + Math.E - bowl - exp((cos(2 * PI * x) + cos(2 * PI * y)) / 2);
      }
    }
  },
  F6: (xs, ys, out) => {
    const { u, v } = units;
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        let sum = 0;
        for (let row = 0; row < u.length; row++) {
          const z = xs[i]! * u[row]!;
          const error = tanh(z + y) - tanh(z - y) - v[row]!;
          sum += error * error;
        }
        out[k] = sum / u.length;
      }
    }
  },
  F7: (xs, ys, out) => {
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      const yy = y * y;
      for (let i = 0; i < xs.length; i++, k++) {
        const x = xs[i]!;
        const xx = x * x;
        out[k] = (4 - 2.1 * xx + (xx * xx) / 3) * xx + x * y + (4 * yy - 4) * yy;
      }
    }
  },
  F8: (xs, ys, out) => {
    const { u, t } = marks;
    for (let j = 0, k = 0; j < ys.length; j++) {
      const y = ys[j]!;
      for (let i = 0; i < xs.length; i++, k++) {
        let sum = 0;
        for (let row = 0; row < u.length; row++) {
          const z = xs[i]! * u[row]! + y;
          sum += (z > 0 ? z : 0) + log1p(exp(z > 0 ? -z : z)) - t[row]! * z;
        }
        out[k] = sum / u.length;
      }
    }
  },
};

/** Six arrays, one after the other: value, ∂x, ∂y, ∂xx, ∂xy, ∂yy. */
export type PointsLoop = (xs: Float64Array, ys: Float64Array, out: readonly Float64Array[]) => void;

export const points: Readonly<Record<string, PointsLoop>> = {
  F3: (xs, ys, out) => {
    const [value, gx, gy, hxx, hxy, hyy] = out as Six;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i]!;
      const y = ys[i]!;
      const p = x * x + y - 11;
      const q = x + y * y - 7;
      value[i] = p * p + q * q;
      gx[i] = 4 * x * p + 2 * q;
      gy[i] = 2 * p + 4 * y * q;
      hxx[i] = 4 * p + 8 * x * x + 2;
      hxy[i] = 4 * (x + y);
      hyy[i] = 2 + 4 * q + 8 * y * y;
    }
  },
  F4: (xs, ys, out) => {
    const [value, gx, gy, hxx, hxy, hyy] = out as Six;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i]!;
      const y = ys[i]!;
      const cx = cos(2 * PI * x);
      const cy = cos(2 * PI * y);
      value[i] = 20 + x * x - 10 * cx + y * y - 10 * cy;
      gx[i] = 2 * x + 20 * PI * sin(2 * PI * x);
      gy[i] = 2 * y + 20 * PI * sin(2 * PI * y);
      hxx[i] = 2 + 40 * PI * PI * cx;
      hxy[i] = 0;
      hyy[i] = 2 + 40 * PI * PI * cy;
    }
  },
  F5: (xs, ys, out) => {
    const [value, gx, gy, hxx, hxy, hyy] = out as Six;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i]!;
      const y = ys[i]!;
      const r = sqrt((x * x + y * y) / 2);
      const cx = cos(2 * PI * x);
      const sx = sin(2 * PI * x);
      const cy = cos(2 * PI * y);
      const sy = sin(2 * PI * y);
      const f = exp(-0.2 * r);
      const c = exp((cx + cy) / 2);
      const bent = f / (r * r * r) + (0.2 * f) / (r * r);
      value[i] = 20 + Math.E - 20 * f - c;
      gx[i] = (2 * f * x) / r + PI * sx * c;
      gy[i] = (2 * f * y) / r + PI * sy * c;
      hxx[i] = (2 * f) / r - bent * x * x + PI * PI * c * (2 * cx - sx * sx);
      hxy[i] = -bent * x * y - PI * PI * c * sx * sy;
      hyy[i] = (2 * f) / r - bent * y * y + PI * PI * c * (2 * cy - sy * sy);
    }
  },
};
type Six = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

const width = 16;
/** Where each part of the weights begins. */
const at = { w1: 0, b1: 32, w2: 48, b2: 304, w3: 320, b3: 336 };
const a1 = new Float64Array(width);
const a2 = new Float64Array(width);
const d2 = new Float64Array(width);
const r1 = new Float64Array(width);
const r2 = new Float64Array(width);
const e2 = new Float64Array(width);

function forward(w: Float64Array, x: number, y: number): number {
  for (let h = 0; h < width; h++) a1[h] = tanh(w[2 * h]! * x + w[2 * h + 1]! * y + w[at.b1 + h]!);
  let output = w[at.b3]!;
  for (let h = 0; h < width; h++) {
    let z = w[at.b2 + h]!;
    for (let i = 0; i < width; i++) z += w[at.w2 + width * h + i]! * a1[i]!;
    a2[h] = tanh(z);
    output += w[at.w3 + h]! * a2[h]!;
  }
  return output;
}

/** Value, then gradient, of F9. */
export function networkGradient(w: Float64Array, out: Float64Array): void {
  const { u, v, t } = network;
  const g = out.subarray(1);
  out.fill(0);
  for (let row = 0; row < t.length; row++) {
    const error = forward(w, u[row]!, v[row]!) - t[row]!;
    const d = (2 * error) / t.length;
    out[0]! += (error * error) / t.length;
    g[at.b3]! += d;
    for (let h = 0; h < width; h++) {
      g[at.w3 + h]! += d * a2[h]!;
      const delta = d * w[at.w3 + h]! * (1 - a2[h]! * a2[h]!);
      d2[h] = delta;
      g[at.b2 + h]! += delta;
      for (let i = 0; i < width; i++) g[at.w2 + width * h + i]! += delta * a1[i]!;
    }
    for (let i = 0; i < width; i++) {
      let delta = 0;
      for (let h = 0; h < width; h++) delta += w[at.w2 + width * h + i]! * d2[h]!;
      delta *= 1 - a1[i]! * a1[i]!;
      g[2 * i]! += delta * u[row]!;
      g[2 * i + 1]! += delta * v[row]!;
      g[at.b1 + i]! += delta;
    }
  }
}

/** The product of F9's Hessian with p: its gradient, differentiated along p. */
export function networkProduct(w: Float64Array, p: Float64Array, g: Float64Array): void {
  const { u, v, t } = network;
  g.fill(0, 0, weightCount);
  for (let row = 0; row < t.length; row++) {
    const [x, y] = [u[row]!, v[row]!];
    const d = (2 * (forward(w, x, y) - t[row]!)) / t.length;
    for (let h = 0; h < width; h++) r1[h] = (1 - a1[h]! * a1[h]!) * (p[2 * h]! * x + p[2 * h + 1]! * y + p[at.b1 + h]!);
    let e = p[at.b3]!;
    for (let h = 0; h < width; h++) {
      let z = p[at.b2 + h]!;
      for (let i = 0; i < width; i++) z += p[at.w2 + width * h + i]! * a1[i]! + w[at.w2 + width * h + i]! * r1[i]!;
      r2[h] = (1 - a2[h]! * a2[h]!) * z;
      e += p[at.w3 + h]! * a2[h]! + w[at.w3 + h]! * r2[h]!;
    }
    e *= 2 / t.length;
    g[at.b3]! += e;
    for (let h = 0; h < width; h++) {
      g[at.w3 + h]! += e * a2[h]! + d * r2[h]!;
      const slope = 1 - a2[h]! * a2[h]!;
      const delta = d * w[at.w3 + h]! * slope;
      const change = (e * w[at.w3 + h]! + d * p[at.w3 + h]!) * slope - 2 * d * w[at.w3 + h]! * a2[h]! * r2[h]!;
      d2[h] = delta;
      e2[h] = change;
      g[at.b2 + h]! += change;
      for (let i = 0; i < width; i++) g[at.w2 + width * h + i]! += change * a1[i]! + delta * r1[i]!;
    }
    for (let i = 0; i < width; i++) {
      let s = 0;
      let q = 0;
      for (let h = 0; h < width; h++) {
        s += w[at.w2 + width * h + i]! * d2[h]!;
        q += p[at.w2 + width * h + i]! * d2[h]! + w[at.w2 + width * h + i]! * e2[h]!;
      }
      const change = q * (1 - a1[i]! * a1[i]!) - 2 * a1[i]! * r1[i]! * s;
      g[2 * i]! += change * x;
      g[2 * i + 1]! += change * y;
      g[at.b1 + i]! += change;
    }
  }
}

/** Runs from many starts on Himmelblau, one after the other; the ends, where a run stopped that is at its last point. */
export const basins = {
  'gradient-descent': (xs: Float64Array, ys: Float64Array, lr: number, steps: number, limit: number) => {
    const ends = [Float64Array.from(xs), Float64Array.from(ys)] as const;
    for (let k = 0; k < xs.length; k++) {
      let [x, y] = [xs[k]!, ys[k]!];
      for (let t = 0; t < steps && Math.max(Math.abs(x), Math.abs(y)) <= limit; t++) {
        const a = x * x + y - 11;
        const b = x + y * y - 7;
        x -= lr * (4 * x * a + 2 * b);
        y -= lr * (2 * a + 4 * y * b);
      }
      ends[0][k] = x;
      ends[1][k] = y;
    }
    return ends;
  },
  adam: (xs: Float64Array, ys: Float64Array, lr: number, steps: number, limit: number) => {
    const ends = [Float64Array.from(xs), Float64Array.from(ys)] as const;
    for (let k = 0; k < xs.length; k++) {
      let [x, y] = [xs[k]!, ys[k]!];
      let [mx, my, vx, vy] = [0, 0, 0, 0];
      let [power1, power2] = [1, 1];
      for (let t = 0; t < steps && Math.max(Math.abs(x), Math.abs(y)) <= limit; t++) {
        const a = x * x + y - 11;
        const b = x + y * y - 7;
        const gx = 4 * x * a + 2 * b;
        const gy = 2 * a + 4 * y * b;
        power1 *= 0.9;
        power2 *= 0.999;
        mx = 0.9 * mx + 0.1 * gx;
        my = 0.9 * my + 0.1 * gy;
        vx = 0.999 * vx + 0.001 * gx * gx;
        vy = 0.999 * vy + 0.001 * gy * gy;
        x -= (lr * (mx / (1 - power1))) / (Math.sqrt(vx / (1 - power2)) + 1e-8);
        y -= (lr * (my / (1 - power1))) / (Math.sqrt(vy / (1 - power2)) + 1e-8);
      }
      ends[0][k] = x;
      ends[1][k] = y;
    }
    return ends;
  },
};

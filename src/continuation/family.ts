import { EquationSystem } from '../analysis/search/equationSystem';
import { buildTape } from '../compile/buildTape';
import { type Jet, jetAt } from '../compile/jet';
import { TapeOracle } from '../compile/oracle';
import { derivativesOf } from '../symbolic/differentiate';
import type { Node } from '../symbolic/node';
import type { Pool } from '../symbolic/pool';
import { Rational } from '../symbolic/rational';
import { substitute } from '../symbolic/substitute';

/** What a family is made of: a loss over its parameters, and its constants as inputs. */
export interface FamilySource {
  readonly pool: Pool;
  readonly value: Node;
  /** Names of the parameters, in the order of a point. */
  readonly parameters: readonly string[];
  readonly constants: readonly {
    readonly name: string;
    readonly near: number;
    readonly exact: Rational | undefined;
  }[];
}

/**
 * A loss L(x, λ) that depends on one of its constants, λ: its critical points are the curves ∂L/∂x = 0 in the n + 1
 * coordinates (x, λ). All other constants are held.
 */
export class CriticalFamily {
  readonly dimension: number;
  /** Value, gradient and Hessian over (x, λ). */
  readonly oracle: TapeOracle;
  /** False where a held constant is not rational: then its double is used, and nothing about the family is proved. */
  readonly isExact: boolean;
  private readonly value: Node;
  private readonly unknowns: readonly Node[];
  private readonly gradient: readonly Node[];
  private readonly hessian: readonly (readonly Node[])[];
  private fold: EquationSystem | undefined;
  private branch: EquationSystem | undefined;

  constructor(
    private readonly source: FamilySource,
    /** Number of the constant that becomes λ. */
    along: number,
  ) {
    const { pool, parameters, constants } = source;
    const n = parameters.length;
    this.dimension = n;
    this.unknowns = [...parameters, constants[along]!.name].map((name, i) => pool.parameter(i, name));
    this.isExact = constants.every(({ exact }, i) => i === along || exact !== undefined);
    const held = new Map(
      constants.map(({ name, near, exact }, i): [Node, Node] => [
        pool.constant(i, name),
        i === along ? this.unknowns[n]! : pool.rational(exact ?? Rational.fromNumber(near)),
      ]),
    );
    this.value = substitute(pool, [source.value], held)[0]!;
    const { gradient, hessian } = derivativesOf(pool, this.value, this.unknowns);
    this.gradient = gradient;
    this.hessian = hessian;
    const shape = { parameters: n + 1, constants: 0 };
    const triangle = hessian.flatMap((row, i) => row.slice(0, i + 1));
    this.oracle = new TapeOracle(
      [
        buildTape([this.value], { ...shape, order: 0 }),
        buildTape([this.value, ...gradient], { ...shape, order: 1 }),
        buildTape([this.value, ...gradient, ...triangle], { ...shape, order: 2 }),
      ],
      new Float64Array(0),
    );
  }

  /** The Taylor polynomial at (x, λ) to degree 4; null where the loss is not smooth there. */
  jet(at: ArrayLike<number>): Jet | null {
    return jetAt(this.value, at, [], 4);
  }

  /**
   * The equations of a fold in the unknowns (x, λ, v): ∇L = 0, H·v = 0, v·v = 1 (Moore & Spence, SIAM J. Numer. Anal.
   * 17 (1980), 567–576). Their Jacobian is regular exactly at simple quadratic folds.
   */
  foldSystem(): EquationSystem {
    if (this.fold === undefined) {
      const v = this.extra(this.dimension);
      const equations = [...this.gradient.slice(0, this.dimension), ...this.hessianTimes(v), this.unitLength(v)];
      this.fold = new EquationSystem(this.source.pool, equations, [...this.unknowns, ...v]);
    }
    return this.fold;
  }

  /**
   * The equations of a point where two curves of critical points cross, in the unknowns (x, λ, v, μ): ∇L + μ·v = 0,
   * H·v = 0, v·∂∇L/∂λ = 0, v·v = 1 (G. Moore, Numer. Funct. Anal. Optim. 2 (1980), 441–472, with the left null vector
   * equal to the right one, since H is symmetric). Only solutions with μ = 0 are such points.
   */
  branchSystem(): EquationSystem {
    if (this.branch === undefined) {
      const n = this.dimension;
      const { pool } = this.source;
      const v = this.extra(n);
      const mu = pool.parameter(2 * n + 1, 'mu');
      const pushed = this.gradient.slice(0, n).map((slope, i) => pool.add(slope, pool.multiply(mu, v[i]!)));
      const across = pool.add(...v.map((entry, i) => pool.multiply(entry, this.hessian[n]![i]!)));
      const equations = [...pushed, ...this.hessianTimes(v), across, this.unitLength(v)];
      this.branch = new EquationSystem(pool, equations, [...this.unknowns, ...v, mu]);
    }
    return this.branch;
  }

  private extra(count: number): Node[] {
    return Array.from({ length: count }, (_, i) => this.source.pool.parameter(this.dimension + 1 + i, `v${i + 1}`));
  }

  private hessianTimes(v: readonly Node[]): Node[] {
    const { pool } = this.source;
    return v.map((_, i) => pool.add(...v.map((entry, j) => pool.multiply(this.hessian[i]![j]!, entry))));
  }

  private unitLength(v: readonly Node[]): Node {
    const { pool } = this.source;
    return pool.sum(
      v.map((entry) => ({ node: pool.multiply(entry, entry), coefficient: Rational.one })),
      Rational.minusOne,
    );
  }
}

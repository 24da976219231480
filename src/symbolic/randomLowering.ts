import type { Distribution, Expectation, Expression } from '../language/tree';
import { type Algebra, type RowBinding, isRow } from './algebra';
import type { DrawnGroup, DrawnTable } from './drawn';
import { TooLarge } from './pool';
import { quadratureTable } from './quadrature';

type Column<V> = (name: string) => V;
type Draw = Expectation['draws'][number];

/** Expectations, and sums over tables that are drawn, as operations of an algebra. */
export class RandomLowering<V extends object> {
  constructor(
    private readonly algebra: Algebra<V>,
    private readonly tell: (distribution: Distribution) => void,
  ) {}

  /**
   * The mean of `body` over the values of one draw: Σ w·body/Σ w over a choice, and over a continuous distribution the
   * Gauss sum of the standard one, whose nodes are moved and stretched.
   */
  overValues(
    { variable, distribution }: Draw,
    loops: number,
    lower: (expression: Expression) => V,
    body: (value: V) => V,
  ): V {
    const { algebra } = this;
    const { name, arguments: values, weights } = distribution;
    this.tell(distribution);
    if (name === 'choice') {
      const terms = values.map((value) => body(lower(value)));
      if (weights === undefined) return this.divide(this.add(terms), this.whole(terms.length));
      const shares = weights.cells.map(lower);
      return this.divide(this.add(terms.map((term, i) => this.multiply(shares[i]!, term))), this.add(shares));
    }
    const table = quadratureTable(name, variable.name);
    const [first, second] = [lower(values[0]!), lower(values[1]!)];
    return algebra.aggregate(table, loops, 'sum', (row) => {
      const node = this.columnOf(row, 0, loops);
      return this.multiply(this.columnOf(row, 1, loops), body(this.placed(name, node, first, second)));
    });
  }

  /** The sum or the mean of `body` over the rows of a table that is drawn; it is told how many loops are around it. */
  overRows(
    drawn: DrawnTable,
    operation: 'sum' | 'mean',
    loops: number,
    lower: (expression: Expression) => V,
    body: (column: Column<V>, loops: number) => V,
  ): V {
    const { groups, rows, raw } = drawn;
    if (groups === undefined) {
      return this.algebra.aggregate(raw, loops, operation, (row) =>
        body(this.columnsOfRow(drawn, row, loops, lower), loops + 1),
      );
    }
    const counted = groups.map((group) =>
      this.multiply(this.whole(group.count), body(this.columnsOfGroup(drawn, group, lower), loops)),
    );
    const total = this.add(counted);
    return operation === 'sum' ? total : this.divide(total, this.whole(rows));
  }

  private columnsOfGroup({ columns }: DrawnTable, { choices }: DrawnGroup, lower: (e: Expression) => V): Column<V> {
    return (name) => {
      const place = columns.findIndex((column) => column.name === name);
      return lower(columns[place]!.distribution.arguments[choices[place]!]!);
    };
  }

  private columnsOfRow(
    { columns }: DrawnTable,
    row: RowBinding | V,
    loops: number,
    lower: (e: Expression) => V,
  ): Column<V> {
    const known = new Map<string, V>();
    return (name) => {
      const before = known.get(name);
      if (before !== undefined) return before;
      const { distribution, first } = columns.find((column) => column.name === name)!;
      const values = distribution.arguments.map(lower);
      const value =
        distribution.name === 'choice'
          ? this.chosen(values, (i) => this.columnOf(row, first + i - 1, loops))
          : this.drawnValue(distribution.name, this.columnOf(row, first, loops), values[0]!, values[1]!);
      known.set(name, value);
      return value;
    };
  }

  /** v₁ + Σ (vᵢ − v₁)·[the i-th was drawn]. */
  private chosen(values: readonly V[], indicator: (i: number) => V): V {
    const base = values[0]!;
    return this.add([base, ...values.slice(1).map((v, i) => this.multiply(indicator(i + 1), this.subtract(v, base)))]);
  }

  /** m + sd·z for a standard normal z, a + (b − a)·u for u in [0, 1). */
  private drawnValue(name: 'normal' | 'uniform', standard: V, first: V, second: V): V {
    const scale = name === 'normal' ? second : this.subtract(second, first);
    return this.add([first, this.multiply(scale, standard)]);
  }

  /** As `drawnValue`, but for a node of [−1, 1] where the distribution is uniform. */
  private placed(name: 'normal' | 'uniform', node: V, first: V, second: V): V {
    if (name === 'normal') return this.drawnValue(name, node, first, second);
    const half = this.divide(this.subtract(second, first), this.whole(2));
    return this.add([this.divide(this.add([first, second]), this.whole(2)), this.multiply(half, node)]);
  }

  private columnOf(row: RowBinding | V, column: number, depth: number): V {
    if (!isRow(row)) throw new TooLarge('A random value follows a counter.');
    return this.algebra.column(row.table, column, depth);
  }

  private whole(count: number): V {
    return this.algebra.number(String(count));
  }

  private add(terms: readonly V[]): V {
    return this.algebra.sum(terms.map((value) => ({ value, negative: false })));
  }

  private subtract(left: V, right: V): V {
    return this.algebra.sum([
      { value: left, negative: false },
      { value: right, negative: true },
    ]);
  }

  private multiply(left: V, right: V): V {
    return this.algebra.product([
      { value: left, divide: false },
      { value: right, divide: false },
    ]);
  }

  private divide(left: V, right: V): V {
    return this.algebra.product([
      { value: left, divide: false },
      { value: right, divide: true },
    ]);
  }
}

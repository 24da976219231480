import type { ClaimPoint, ClaimStatement, Expression } from '../../language/tree';
import type { Model } from '../../language/model';
import type { Oracle } from '../../optimizers/optimizer';
import { formatLongPoint } from '../../picture/numbers';
import { Pool } from '../../symbolic/pool';
import { type CompiledLoss, type Overrides, compileLoss } from '../compileLoss';
import { ConstantTable } from '../constants';
import type { DataFiles } from '../dataFiles';
import type { DriveOptions } from '../drive';
import { oracleOf } from '../oracle';
import { startPoint } from '../starts';
import type { CriticalReport } from '../views';

/** Where claims are checked, and how long that may take. */
export interface ClaimContext extends Omit<DriveOptions<never>, 'budget' | 'progress'> {
  readonly model: Model;
  readonly files?: DataFiles;
  /** Milliseconds one claim may take. */
  readonly budget: number;
  /** Finds the critical points of a loss of the text with these values of constants. */
  readonly search: (loss: string, constants: Readonly<Record<string, number>>) => Promise<CriticalReport>;
}

/** A claim with its loss, and the numbers it is made of. */
export class ClaimSubject {
  readonly loss: CompiledLoss;
  readonly oracle: Oracle;
  /** Values of constants that the claim sets. */
  readonly constants: Readonly<Record<string, number>>;
  private readonly table: ConstantTable;

  constructor(
    readonly statement: ClaimStatement,
    readonly name: string,
    readonly context: ClaimContext,
  ) {
    const { model, files } = context;
    const data = files === undefined ? {} : { files };
    const before = new ConstantTable(new Pool(), model, { constants: {}, ...data });
    const settings = statement.settings.map(({ name: constant, value }) => [
      constant.name,
      before.evaluate(value).near,
    ]);
    this.constants = Object.fromEntries(settings) as Record<string, number>;
    this.loss = compileLoss(model, name, this.overrides);
    this.table = new ConstantTable(new Pool(), model, this.overrides);
    this.oracle = oracleOf(this.loss);
  }

  /** What the claim asks differently from its file. */
  get overrides(): Overrides {
    const { files } = this.context;
    return { constants: this.constants, ...(files === undefined ? {} : { files }) };
  }

  search(): Promise<CriticalReport> {
    return this.context.search(this.name, this.constants);
  }

  number(expression: Expression): number {
    return this.table.evaluate(expression).near;
  }

  point(point: ClaimPoint): Float64Array {
    const numbers = (expression: Expression): number[] => this.table.numbers(expression);
    if (point.kind === 'vector') return Float64Array.from(numbers(point.value));
    return Float64Array.from(startPoint(point.start, this.loss.blocks, numbers));
  }

  /** The text of the file at a place, on one line. */
  quote({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.context.model.file.text.slice(start, end).replace(/\s+/g, ' ');
  }
}

/** A point in a sentence, always with brackets. */
export function shownPoint(point: ArrayLike<number>): string {
  const text = formatLongPoint(point, 6, 7);
  return text.startsWith('(') ? text : `(${text})`;
}

import { Machine } from '../../program/machine';
import type { Table } from '../../symbolic/node';
import type { CompiledLoss } from '../compileLoss';
import { LandscapeError } from '../errors';
import { type Comparison, findComparison } from './comparison';
import type { PredictionView } from './views';

/** Rows of data that are shown, and places of the prediction along each feature. */
const mostRows = 2000;
const placesOfOne = 201;
const placesOfTwo = 49;

/** The prediction at a point beside the data; null where the loss compares nothing, or over more than two features. */
export function predictionOf(loss: CompiledLoss, point: Float64Array): PredictionView | null {
  const comparison = findComparison(loss.statement);
  if (comparison === undefined || comparison.features.length > 2) return null;
  const table = loss.rowProgram.table(comparison.table);
  const { features, target, scale } = comparison;
  const stride = Math.max(1, Math.ceil(table.rows / mostRows));
  const columns = [...features, target].map((name) => {
    const cells = columnNamed(table, name);
    return cells.filter((_, i) => i % stride === 0);
  });
  const count = features.length === 1 ? placesOfOne : placesOfTwo;
  const places = features.map((name) => spread(columnNamed(table, name), count));
  const predictions = predict(loss, comparison, gridTable(comparison, places), point);
  if (predictions === null) return null;
  return { features, target, rows: columns[0]!.length, allRows: table.rows, columns, places, predictions, scale };
}

function predict(loss: CompiledLoss, comparison: Comparison, table: Table, point: Float64Array): Float64Array | null {
  const { prediction: expression, variable } = comparison;
  const { program, register } = loss.rowProgram.build({ expression, variable, table });
  if (program.registers[register]!.axes.length !== 1 || program.registers[register]!.shape.length > 0) return null;
  const machine = new Machine(program, false);
  machine.setConstants(loss.constants.map(({ value }) => value.near));
  const all = new Float64Array(table.rows);
  let done = 0;
  machine.visit(point, register, (values, rows) => {
    all.set(values.subarray(0, rows), done);
    done += rows;
  });
  return all;
}

function columnNamed(table: Table, name: string): Float64Array {
  const column = table.columns[table.columnNames.indexOf(name)];
  if (column === undefined) throw new LandscapeError(`The table "${table.name}" has no column "${name}".`);
  return column.near;
}

/** Evenly from a little below the least to a little above the greatest. */
function spread(cells: Float64Array, count: number): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const cell of cells) {
    low = Math.min(low, cell);
    high = Math.max(high, cell);
  }
  const margin = high > low ? 0.08 * (high - low) : 1;
  return Float64Array.from({ length: count }, (_, i) => low - margin + ((high - low + 2 * margin) * i) / (count - 1));
}

/** The features at all places of the grid, the first running fastest. */
function gridTable({ features }: Comparison, places: readonly Float64Array[]): Table {
  const [first, second] = places as [Float64Array, Float64Array | undefined];
  const rows = first.length * (second?.length ?? 1);
  const columns = places.map((_, d) =>
    Float64Array.from({ length: rows }, (__, i) =>
      d === 0 ? first[i % first.length]! : second![Math.floor(i / first.length)]!,
    ),
  );
  return {
    // No table of a file can have this name.
    name: 'places of the features',
    variable: 'p',
    isRange: false,
    columnNames: features,
    columns: columns.map((near) => ({ near, low: near, high: near })),
    rows,
  };
}

import { writeFileSync } from 'node:fs';
import type { CompiledLoss, FormulaLoss, ProgramLoss } from '../landscape/compileLoss';
import { Explorer } from '../landscape/explore/explorer';
import { searchLoss } from '../landscape/findCriticalPoints';
import { type PictureStyle, renderPicture } from '../landscape/picture/drawPicture';
import { methodOf } from '../landscape/ownOptimizers';
import { renderSlice } from '../landscape/picture/slicePicture';
import type { OptimizerDefinition } from '../optimizers/optimizer';
import { type Arguments, wholeNumber } from './arguments';
import { standardBudget } from './criticalPoints';
import { namedOptimizers, optionsOf, runFrom, startOf, stepsOf } from './run';
import { toJson } from './json';
import { UsageError } from './usage';

/** Optimizers drawn where the call names none. */
const standardOptimizers = ['gradient-descent', 'momentum', 'adam'];

/** `losscape plot`: the contour picture with critical points and optimizer paths, as a standing SVG. */
export async function plot(loss: CompiledLoss, values: Arguments['values']): Promise<string> {
  const { output } = values;
  if (output === undefined) throw new UsageError('Name the file to write with -o out.svg.');
  const theme = values.theme ?? 'light';
  if (theme !== 'light' && theme !== 'dark') throw new UsageError(`--theme takes light or dark, not "${theme}".`);
  const width = wholeNumber(values.width, 'width', 640, 160);
  if (width > 10_000) throw new UsageError('--width may be at most 10000.');
  const budget = wholeNumber(values['budget-ms'], 'budget-ms', standardBudget, 1);
  const style = { width, dark: theme === 'dark', highContrast: false, cells: 160, levels: 18, legend: true };
  const { picture, verdict } =
    loss.form === 'program' ? await drawSlice(loss, values, style) : await drawContours(loss, values, style, budget);
  try {
    writeFileSync(output, picture);
  } catch (error) {
    throw new UsageError(`Cannot write ${output}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const summary = { file: output, bytes: Buffer.byteLength(picture), verdict };
  return values.json === true ? `${toJson(summary)}\n` : `${output}: ${verdict}\n`;
}

interface Drawn {
  readonly picture: string;
  readonly verdict: string;
}

async function drawContours(
  loss: FormulaLoss,
  values: Arguments['values'],
  style: PictureStyle,
  budget: number,
): Promise<Drawn> {
  const report = await searchLoss(loss, { budget });
  const start = startOf(loss, values);
  const starts =
    values.from !== undefined && start !== undefined ? [start] : loss.starts.map((s) => Float64Array.from(s));
  const runs = starts.flatMap((from) =>
    racersOf(loss, values).map(({ definition, options }) => runFrom(loss, definition, values, from, options)),
  );
  return { picture: renderPicture({ loss, report, runs }, style), verdict: report.verdict };
}

/** The runs' own plane around the end of the first: along its two principal components. */
async function drawSlice(loss: ProgramLoss, values: Arguments['values'], style: PictureStyle): Promise<Drawn> {
  const start = startOf(loss, values);
  if (start === undefined) throw new UsageError('The loss has no "from" clause: give a start with --from.');
  const runs = racersOf(loss, values).map(({ definition, options }) => ({
    optimizer: definition.name,
    options,
    from: { kind: 'given', point: start } as const,
    steps: stepsOf(values),
  }));
  const [first] = runs as [(typeof runs)[number]];
  const view = await new Explorer(loss).slice(
    {
      text: '',
      loss: loss.name,
      overrides: {},
      centre: { kind: 'end', run: first },
      plane: { kind: 'path', run: first },
      window: null,
      finest: 6,
      runs,
    },
    {},
  );
  return { picture: renderSlice(loss.name, view, style), verdict: view.badges.join(' ') };
}

/** The optimizers that are named, those of the file, or the usual ones; the options of the call come last. */
function racersOf(
  loss: CompiledLoss,
  values: Arguments['values'],
): readonly { readonly definition: OptimizerDefinition; readonly options: Record<string, number> }[] {
  if (values.optimizer === undefined && loss.methods.length > 0) {
    return loss.methods.map(({ optimizer, options }) => {
      const definition = methodOf(loss, optimizer);
      return { definition, options: { ...options, ...optionsOf(definition, values) } };
    });
  }
  const definitions = namedOptimizers(loss, values, standardOptimizers);
  return definitions.map((definition) => ({ definition, options: optionsOf(definition, values) }));
}

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { analyzeText } from '../language/check';
import type { Diagnostic } from '../language/diagnostics';
import { fencedRegions } from '../language/editor/markdown';
import { evaluateConstant } from '../language/evaluate';
import type { LossSymbol, Model } from '../language/model';
import { type CompiledLoss, compileLoss } from '../landscape/compileLoss';
import { type DataFiles, csvState } from '../landscape/dataFiles';
import type { LossSource } from '../landscape/lossSource';
import type { LossRequest } from '../landscape/requests';
import type { Bounds } from '../landscape/views';
import type { Arguments } from './arguments';
import { pairs } from './arguments';
import { readDataFiles } from './dataFiles';
import { UsageError } from './usage';

/** A text of the language: a whole file, or one fence of a Markdown file. */
export interface Unit {
  readonly model: Model;
  /** What was read of the csv files it names. */
  readonly files: DataFiles;
  /** Where it begins in the file. */
  readonly start: number;
}

export interface Input {
  readonly name: string;
  readonly text: string;
  readonly units: readonly Unit[];
}

/** Reads and checks a file; `-` is standard input. */
export function readInput(file: string): Input {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`Cannot read ${file}: ${reason === 'ENOENT' ? 'there is no such file' : reason}.`);
  }
  const isMarkdown = /\.(md|markdown|mdx)$/i.test(file) || (file === '-' && /^\s{0,3}(```|~~~)\s*loss/m.test(text));
  const regions = isMarkdown ? fencedRegions(text) : [{ start: 0, text }];
  return {
    name: file,
    text,
    units: regions.map((region) => {
      const files = readDataFiles(region.text, file === '-' ? '.' : dirname(file));
      return { model: analyzeText(region.text, (path) => csvState(files.get(path))), files, start: region.start };
    }),
  };
}

export interface PlacedDiagnostic extends Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Every message of the file with its place. */
export function placedDiagnostics(input: Input): PlacedDiagnostic[] {
  return input.units.flatMap(({ model, start }) =>
    model.diagnostics.map((diagnostic) => ({ ...diagnostic, ...placeOf(input, start + diagnostic.span.start) })),
  );
}

/** Line and column of an offset in the file. */
export function placeOf({ text }: Input, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return { line: before.split(/\r\n|\r|\n/).length, column: before.length - lineStart + 1 };
}

/** The loss the call asks for, compiled with its `--set` and `--on`. */
export function chooseLoss(input: Input, values: Arguments['values']): CompiledLoss {
  return chooseSource(input, values)({});
}

/** The same, to be compiled with further values of constants. */
export function chooseSource(input: Input, values: Arguments['values']): LossSource {
  const { unit, loss } = chosen(input, values);
  const parameters = loss.statement.parameters.map((parameter) => parameter.name.name);
  const { model, files } = withSettings(unit, readSettings(values.set ?? [], unit.model));
  const box = boxes(values.on ?? [], parameters, model);
  return (constants) => compileLoss(model, loss.name, { constants, box, files });
}

function chosen(input: Input, values: Arguments['values']): { readonly unit: Unit; readonly loss: LossSymbol } {
  const all = input.units.flatMap((unit) => unit.model.losses.map((loss) => ({ unit, loss })));
  const names = all.map(({ loss }) => loss.name);
  const candidates = values.loss === undefined ? all : all.filter(({ loss }) => loss.name === values.loss);
  if (all.length === 0) throw new UsageError(`${input.name} has no loss.`);
  if (candidates.length === 0)
    throw new UsageError(`There is no loss "${values.loss!}"; the file has ${names.join(', ')}.`);
  if (candidates.length > 1)
    throw new UsageError(`The file has several losses: choose one with --loss (${names.join(', ')}).`);
  return candidates[0]!;
}

/** The text of the loss the call asks for, with its `--set`, and the loss's name. */
export function chooseText(input: Input, values: Arguments['values']): LossRequest {
  if (values.on !== undefined) throw new UsageError('sampling has no option --on: its losses have boxes of their own.');
  const { unit, loss } = chosen(input, values);
  const { model, files } = withSettings(unit, readSettings(values.set ?? [], unit.model));
  return { text: model.file.text, loss: loss.name, overrides: {}, files };
}

/** The file with other numbers in its constants, checked anew: shapes, ranges and indices may follow from them. */
function withSettings(
  { model, files }: Unit,
  settings: Readonly<Record<string, number>>,
): Pick<Unit, 'model' | 'files'> {
  if (Object.keys(settings).length === 0) return { model, files };
  const edits = Object.entries(settings).map(([name, value]) => ({
    span: model.constants.get(name)!.value.span,
    value,
  }));
  edits.sort((a, b) => b.span.start - a.span.start);
  let { text } = model.file;
  for (const { span, value } of edits) text = `${text.slice(0, span.start)}${value}${text.slice(span.end)}`;
  const changed = analyzeText(text, (path) => csvState(files.get(path)));
  const known = new Set(model.diagnostics.map(({ message }) => message));
  const fresh = changed.diagnostics.find(({ severity, message }) => severity === 'error' && !known.has(message));
  if (fresh !== undefined) throw new UsageError(`--set: ${fresh.message}`);
  return { model: changed, files };
}

/** The values of `--set`; throws `UsageError` for a constant that isn't there. */
export function readSettings(texts: readonly string[], model: Model): Record<string, number> {
  return Object.fromEntries(
    texts
      .flatMap((text) => pairs(text, 'set'))
      .map(([name, value]) => {
        if (!model.constants.has(name)) {
          const known = [...model.constants.keys()];
          throw new UsageError(
            `There is no constant "${name}" to set; the file has ${known.length === 0 ? 'none' : known.join(', ')}.`,
          );
        }
        return [name, readNumber(value, model)];
      }),
  );
}

/** A number, or a constant expression such as `pi/2`. */
export function readNumber(text: string, model?: Model): number {
  const parsed = analyzeText(`const value = ${text}`);
  const statement = parsed.file.statements[0];
  const definitions = model ?? parsed;
  const value =
    statement?.kind === 'constant' &&
    parsed.file.statements.length === 1 &&
    !statement.broken &&
    statement.range === undefined
      ? evaluateConstant(statement.value, definitions)
      : undefined;
  if (value === undefined || !Number.isFinite(value)) throw new UsageError(`"${text}" is not a number.`);
  return value;
}

function boxes(texts: readonly string[], parameters: readonly string[], model: Model): Map<string, Bounds> {
  const result = new Map<string, Bounds>();
  for (const text of texts) {
    const source = `loss box(${parameters.join(', ')}) = ${parameters.join(' + ')}\n  on ${text}`;
    const parsed = analyzeText(source);
    const statement = parsed.file.statements[0];
    const problem = parsed.diagnostics.find(({ severity, code }) => severity === 'error' && code !== 'unknown-name');
    if (problem !== undefined || statement?.kind !== 'loss') {
      throw new UsageError(
        `--on is not understood: ${problem?.message ?? 'write it as "x in [-2, 2], y in [-2, 2]".'}`,
      );
    }
    for (const { name, range } of statement.on) {
      if (!parameters.includes(name.name)) {
        throw new UsageError(`--on: "${name.name}" is not a parameter; the parameters are ${parameters.join(', ')}.`);
      }
      const low = evaluateConstant(range.low, model);
      const high = evaluateConstant(range.high, model);
      if (low === undefined || high === undefined || !(low < high) || !Number.isFinite(high - low)) {
        throw new UsageError(`--on: the range of "${name.name}" must be two finite numbers, the lower first.`);
      }
      result.set(name.name, [low, high]);
    }
  }
  return result;
}

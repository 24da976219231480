import { LandscapeError } from '../landscape/errors';
import { TooLarge } from '../symbolic/pool';
import { version } from '../../package.json';
import { type Arguments, type Command, parseArguments } from './arguments';
import { criticalPoints } from './criticalPoints';
import { derive } from './derive';
import { type Input, chooseLoss, placedDiagnostics, readInput } from './input';
import { toJson } from './json';
import { plot } from './plot';
import { run } from './run';
import { UsageError, usage } from './usage';

/** Runs a call and gives its exit code: 0 fine, 1 the file has errors, 2 wrong usage. */
export async function main(words: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { command, file, values } = parseArguments(words);
    if (command === 'help' || command === 'version') {
      process.stdout.write(command === 'help' ? usage : `${version}\n`);
      return 0;
    }
    const input = readInput(file);
    const hasErrors = reportDiagnostics(input, command, values);
    if (command !== 'check') process.stdout.write(await answer(command, input, values));
    return hasErrors ? 1 : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`losscape: ${error.message}\nlosscape --help lists the commands.\n`);
      return 2;
    }
    if (error instanceof LandscapeError || error instanceof TooLarge) {
      process.stderr.write(`losscape: ${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

function answer(
  command: Exclude<Command, 'check'>,
  input: Input,
  values: Arguments['values'],
): string | Promise<string> {
  const loss = chooseLoss(input, values);
  switch (command) {
    case 'derive':
      return derive(loss, values);
    case 'critical-points':
      return criticalPoints(loss, values);
    case 'run':
      return run(loss, values);
    case 'plot':
      return plot(loss, values);
  }
}

/** Prints the messages of the file; true where one is an error. */
function reportDiagnostics(input: Input, command: Command, values: Arguments['values']): boolean {
  const diagnostics = placedDiagnostics(input);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const asJson = values.json === true && command === 'check';
  if (asJson) {
    const list = diagnostics.map(({ line, column, severity, code, message, span }) => ({
      line,
      column,
      length: span.end - span.start,
      severity,
      code,
      message,
    }));
    process.stdout.write(`${toJson({ file: input.name, ok: !hasErrors, diagnostics: list })}\n`);
    return hasErrors;
  }
  for (const { line, column, severity, code, message } of diagnostics) {
    if (severity === 'error' || command === 'check') {
      process.stderr.write(`${input.name}:${line}:${column}: ${severity}[${code}]: ${message}\n`);
    }
  }
  if (command === 'check' && !hasErrors) {
    const count = input.units.reduce((sum, { model }) => sum + model.losses.length, 0);
    process.stdout.write(`${input.name}: ${count} ${count === 1 ? 'loss' : 'losses'}, no errors.\n`);
  }
  return hasErrors;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

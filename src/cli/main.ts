import { LandscapeError } from '../landscape/errors';
import { TooLarge } from '../symbolic/pool';
import { version } from '../../package.json';
import { type Arguments, type Command, parseArguments } from './arguments';
import { bifurcation } from './bifurcation';
import { check } from './check';
import { criticalPoints } from './criticalPoints';
import { derive } from './derive';
import { type Input, chooseLoss, chooseSource, chooseText, placedDiagnostics, readInput } from './input';
import { path } from './path';
import { plot } from './plot';
import { run } from './run';
import { spectrum } from './spectrum';
import { sampling } from './sampling';
import { UsageError, usage } from './usage';

/** Runs a call and gives its exit code: 0 fine, 1 the file has errors or a claim doesn't hold, 2 wrong usage. */
export async function main(words: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { command, file, files, values } = parseArguments(words);
    if (command === 'help' || command === 'version') {
      process.stdout.write(command === 'help' ? usage : `${version}\n`);
      return 0;
    }
    if (command === 'check') return (await check(files, values)) ? 0 : 1;
    const input = readInput(file);
    const hasErrors = reportErrors(input);
    process.stdout.write(await answer(command, input, values));
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
  if (command === 'spectrum') return spectrum(input, values);
  if (command === 'bifurcation') return bifurcation(chooseSource(input, values), values);
  if (command === 'path') return path(chooseSource(input, values), values);
  if (command === 'sampling') return sampling(chooseText(input, values), values);
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

/** Prints the errors of the file; true where there are some. */
function reportErrors(input: Input): boolean {
  const errors = placedDiagnostics(input).filter(({ severity }) => severity === 'error');
  for (const { line, column, severity, code, message } of errors) {
    process.stderr.write(`${input.name}:${line}:${column}: ${severity}[${code}]: ${message}\n`);
  }
  return errors.length > 0;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

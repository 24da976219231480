import { checkClaim } from '../landscape/claims/checkClaim';
import { claimContext } from '../landscape/claims/context';
import type { ClaimResult, ClaimStatus } from '../landscape/claims/views';
import { type Arguments, wholeNumber } from './arguments';
import { standardBudget } from './criticalPoints';
import { type Input, placeOf, placedDiagnostics, readInput } from './input';
import { toJson } from './json';
import { filesOf, isFolder } from './sources';
import { UsageError } from './usage';

/** A claim with its place in the file. */
interface PlacedClaim {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly result: ClaimResult;
}

/** `losscape check`: the messages of files, and what comes of their claims. True where all is well. */
export async function check(paths: readonly string[], values: Arguments['values']): Promise<boolean> {
  const budget = wholeNumber(values['budget-ms'], 'budget-ms', standardBudget, 1);
  const files = filesOf(paths);
  const answers: object[] = [];
  let ok = true;
  for (const file of files) {
    const input = readInput(file);
    const messages = placedDiagnostics(input);
    const hasErrors = messages.some(({ severity }) => severity === 'error');
    if (values.json !== true) {
      for (const { line, column, severity, code, message } of messages) {
        process.stderr.write(`${file}:${line}:${column}: ${severity}[${code}]: ${message}\n`);
      }
    }
    const claims: PlacedClaim[] = [];
    for await (const claim of checkClaims(input, budget, values.loss)) {
      claims.push(claim);
      const { line, column, result } = claim;
      if (values.json === true) continue;
      process.stdout.write(`${file}:${line}:${column}: claim ${result.status}: ${result.message}\n`);
    }
    const isFine = !hasErrors && claims.every(({ result }) => result.status === 'holds');
    ok &&= isFine;
    if (values.json !== true) {
      if (!hasErrors) process.stdout.write(summary(input, claims));
      continue;
    }
    answers.push({
      file,
      ok: isFine,
      diagnostics: messages.map(({ line, column, severity, code, message, span }) => ({
        line,
        column,
        length: span.end - span.start,
        severity,
        code,
        message,
      })),
      claims: claims.map(({ line, column, text, result: { loss, status, message, found } }) => ({
        line,
        column,
        text,
        loss,
        status,
        message,
        found,
      })),
    });
  }
  const isOne = paths.length === 1 && !isFolder(paths[0]!);
  if (values.json === true) process.stdout.write(`${toJson(isOne ? answers[0] : { ok, files: answers })}\n`);
  return ok;
}

async function* checkClaims(input: Input, budget: number, loss: string | undefined): AsyncGenerator<PlacedClaim> {
  const units = input.units.map((unit) => ({
    ...unit,
    context: claimContext(unit.model, { files: unit.files, budget }),
  }));
  const names = units.flatMap(({ model }) => model.losses.map(({ name }) => name));
  if (loss !== undefined && !names.includes(loss)) {
    throw new UsageError(`There is no loss "${loss}" in ${input.name}; it has ${names.join(', ') || 'none'}.`);
  }
  for (const { model, start, context } of units) {
    for (const [index, claim] of model.claims.entries()) {
      if (loss !== undefined && claim.loss !== loss) continue;
      const { span } = claim.statement;
      const text = model.file.text.slice(span.start, span.end).replace(/\s+/g, ' ');
      yield { ...placeOf(input, start + span.start), text, result: await checkClaim(context, index) };
    }
  }
}

function summary(input: Input, claims: readonly PlacedClaim[]): string {
  const losses = input.units.reduce((sum, { model }) => sum + model.losses.length, 0);
  const count = (number: number, noun: string): string => `${number} ${number === 1 ? noun : `${noun}s`}`;
  const head = `${input.name}: ${losses} ${losses === 1 ? 'loss' : 'losses'}, no errors`;
  if (claims.length === 0) return `${head}.\n`;
  const words: readonly [ClaimStatus, string, string][] = [
    ['holds', 'holds', 'hold'],
    ['fails', 'fails', 'fail'],
    ['undecided', 'is undecided', 'are undecided'],
  ];
  const parts = words.flatMap(([status, one, many]) => {
    const number = claims.filter(({ result }) => result.status === status).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  });
  return `${head}; ${count(claims.length, 'claim')}: ${parts.join(', ')}.\n`;
}

import { numbersOf } from './arrayValues';
import { ExpressionChecker } from './checkExpression';
import { checkStart } from './checkStarts';
import { finiteValue } from './checkStatements';
import type { FileNames, Findings } from './names';
import { noNames } from './scope';
import { spectrumOptions, strongestSpike } from './spectrumWords';
import type { Identifier, LossStatement, Span, SpectrumOption, SpectrumStatement } from './tree';

/** Checks the options of a spectrum and their values; the loss it is about, where it is about one. */
export function checkSpectrum(
  spectrum: SpectrumStatement,
  names: FileNames,
  findings: Findings,
): LossStatement | undefined {
  const { form } = spectrum;
  const checker = new ExpressionChecker(names, findings, spectrum);
  switch (form.kind) {
    case 'goe':
      new OptionChecker(spectrum, checker, names, findings).check(form.options);
      return undefined;
    case 'hessian': {
      const loss = checkLossName(form.loss, spectrum, names, findings);
      const of = loss === undefined ? undefined : ({ parameters: loss.parameters, what: 'A point' } as const);
      if (form.at !== undefined) checkStart(form.at, of, checker, spectrum, 'spectrum', names, findings);
      return loss;
    }
    case 'missing':
      return undefined;
  }
}

function checkLossName(
  { name, span }: Identifier,
  spectrum: SpectrumStatement,
  names: FileNames,
  findings: Findings,
): LossStatement | undefined {
  const symbol = names.symbols.get(name);
  if (symbol !== undefined) findings.refer(span, symbol, spectrum);
  const loss = names.losses.get(name);
  if (loss !== undefined) return loss;
  if (symbol !== undefined) {
    findings.report(spectrum, 'kind', span, `"${name}" is no loss: a Hessian is of a "loss" of this file.`);
    return undefined;
  }
  const guess = findings.suggest(name, names.losses.keys());
  const edits = guess === undefined ? [] : [{ span, text: guess }];
  const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
  const remedy = guess === undefined ? `define it with "loss ${name}(x) = …".` : `did you mean "${guess}"?`;
  findings.report(spectrum, 'unknown-name', span, `There is no loss "${name}": ${remedy}`, fixes);
  return undefined;
}

class OptionChecker {
  /** What was given, where it is sound. */
  private readonly values = new Map<string, readonly number[]>();

  constructor(
    private readonly spectrum: SpectrumStatement,
    private readonly checker: ExpressionChecker,
    private readonly names: FileNames,
    private readonly findings: Findings,
  ) {}

  check(options: readonly SpectrumOption[]): void {
    const given = new Set<string>();
    for (const option of options) {
      const { name } = option;
      option.values.forEach((value) => this.checker.check(value, noNames));
      if (!spectrumOptions.has(name.name)) this.unknown(name);
      else if (given.has(name.name)) this.report(name.span, `"${name.name}" is given twice: delete one.`);
      else this.value(option);
      given.add(name.name);
    }
    this.count(options);
  }

  private unknown({ name, span }: Identifier): void {
    const guess = this.findings.suggest(name, spectrumOptions.keys());
    const list = [...spectrumOptions.keys()].join(', ');
    const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span, text: guess }] }];
    const remedy = guess === undefined ? `it has ${list}.` : `did you mean "${guess}"?`;
    this.findings.report(this.spectrum, 'spectrum', span, `goe has no option "${name}": ${remedy}`, fixes);
  }

  private value({ name, values, span }: SpectrumOption): void {
    const numbers = values.flatMap((value) => {
      if (finiteValue(value, this.spectrum, this.names, this.findings) === undefined && value.kind === 'missing')
        return [];
      const found = this.names.evaluator.arrayOrNumber(value);
      return found === undefined ? [] : numbersOf(found);
    });
    const { range } = spectrumOptions.get(name.name)!;
    if (range === undefined) {
      const wild = numbers.find((number) => Math.abs(number) > strongestSpike);
      if (wild !== undefined) {
        this.report(
          span,
          `A spike is between -${strongestSpike} and ${strongestSpike}, but one is ${wild}: change it.`,
        );
      }
      this.values.set(name.name, numbers);
      return;
    }
    if (values.length !== 1) {
      return this.report(span, `"${name.name}" is one number, but here are ${values.length}: write one.`);
    }
    const [number] = numbers;
    if (number === undefined || numbers.length !== 1) return;
    const [least, most] = range;
    if (Number.isInteger(number) && number >= least && number <= most) {
      this.values.set(name.name, numbers);
      return;
    }
    const reach = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    const what = name.name === 'n' && number > most ? 'A matrix is drawn up to this size: ' : '';
    this.report(
      values[0]!.span,
      `${what}"${name.name}" is a whole number ${reach}, but this one is ${number}: change it.`,
    );
  }

  /** No more spikes than directions. */
  private count(options: readonly SpectrumOption[]): void {
    const spikes = this.values.get('spikes')?.length ?? 0;
    const given = options.some(({ name }) => name.name === 'n');
    const n = given ? this.values.get('n')?.[0] : spectrumOptions.get('n')!.otherwise;
    const copies = this.values.get('copies')?.[0] ?? 1;
    if (n === undefined || spikes * copies <= n) return;
    const { span } = options.find(({ name }) => name.name === (copies > 1 ? 'copies' : 'spikes'))!;
    const message = `There are ${spikes * copies} spikes, but a matrix with n = ${n} has ${n} directions: make n larger, or leave spikes out.`;
    this.report(span, message);
  }

  private report(span: Span, message: string): void {
    this.findings.report(this.spectrum, 'spectrum', span, message);
  }
}

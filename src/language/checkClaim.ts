import { ExpressionChecker } from './checkExpression';
import { finiteValue } from './checkStatements';
import { checkStart } from './checkStarts';
import { checkMethod } from './checkMethod';
import { claimKinds, kindOf, kindWords } from './claimWords';
import { subjectOf } from './claimSubject';
import type { FileNames, Findings } from './names';
import { type Scope, innerScope, noNames } from './scope';
import type { ClaimPoint, ClaimStatement, CountSyntax, Expression, LossStatement, MethodSyntax, Span } from './tree';

/** Checks the words, names, points and numbers of a claim; the loss it is about, where that is known. */
export function checkClaim(claim: ClaimStatement, names: FileNames, findings: Findings): LossStatement | undefined {
  if (claim.broken) return undefined;
  const loss = subjectOf(claim, names, findings);
  const checker = new ClaimChecker(claim, loss, names, findings);
  checker.form();
  checker.tolerance();
  checker.settings();
  return loss;
}

class ClaimChecker {
  private readonly checker: ExpressionChecker;

  constructor(
    private readonly claim: ClaimStatement,
    private readonly loss: LossStatement | undefined,
    private readonly names: FileNames,
    private readonly findings: Findings,
  ) {
    this.checker = new ExpressionChecker(names, findings, claim);
  }

  form(): void {
    const { form } = this.claim;
    switch (form.kind) {
      case 'at':
        if (this.kind(form.word, false) === 'spurious-minimum') {
          const message =
            'Spurious minima are counted, as in "has no spurious-minimum": leave the point out, or write "minimum".';
          this.report(form.word.span, message);
        }
        return this.point(form.point);
      case 'counts':
        return this.counts(form.counts);
      case 'value':
        this.point(form.point);
        return this.number(form.bound);
      case 'gradient':
      case 'eigenvalues':
        this.point(form.point);
        return form.numbers.cells.forEach((cell) => this.number(cell));
      case 'lowest':
        return this.number(form.bound);
      case 'barrier':
      case 'pass':
        this.point(form.from);
        this.point(form.to);
        return this.number(form.bound);
      case 'reaches':
        this.method(form.method);
        if (form.rival !== undefined) this.method(form.rival);
        this.condition(form.left);
        this.number(form.bound);
        this.point(form.from);
        return this.steps(form.steps);
      case 'missing':
        return;
    }
  }

  tolerance(): void {
    const { tolerance } = this.claim;
    if (tolerance === undefined) return;
    const value = this.constant(tolerance);
    if (value === undefined) return;
    if (value < 0)
      this.report(tolerance.span, `A tolerance is a number from 0 on, but this one is ${value}: change it.`);
    const { form } = this.claim;
    if (form.kind === 'counts') {
      this.report(tolerance.span, 'A count has no tolerance: delete "within".');
    } else if ('relation' in form && form.relation !== '=') {
      this.report(tolerance.span, `"${form.relation}" has no tolerance: move the bound, and delete "within".`);
    }
  }

  settings(): void {
    const given = new Set<string>();
    for (const { name, value } of this.claim.settings) {
      this.number(value);
      const symbol = this.names.symbols.get(name.name);
      if (symbol !== undefined) this.findings.refer(name.span, symbol, this.claim);
      const constant = this.names.constants.get(name.name);
      if (constant?.range === undefined) {
        const known = [...this.names.constants.values()].filter(({ range }) => range !== undefined);
        const guess = this.findings.suggest(
          name.name,
          known.map((candidate) => candidate.name.name),
        );
        const edits = guess === undefined ? [] : [{ span: name.span, text: guess }];
        const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
        const what = constant === undefined ? `There is no constant "${name.name}"` : `"${name.name}" has no range`;
        const remedy =
          constant === undefined
            ? 'name a constant with a range'
            : `give it one, as in "const ${name.name} = … in [0, 2]"`;
        this.report(
          name.span,
          `${what} to set: ${guess === undefined ? `${remedy}.` : `did you mean "${guess}"?`}`,
          fixes,
        );
      } else if (given.has(name.name)) {
        this.report(name.span, `"${name.name}" is set twice: delete one.`);
      }
      given.add(name.name);
    }
  }

  private report(span: Span, message: string, fixes: Parameters<Findings['report']>[4] = []): void {
    this.findings.report(this.claim, 'claim', span, message, fixes);
  }

  private counts(counts: readonly CountSyntax[]): void {
    const told = new Set<string>();
    for (const { word } of counts) {
      const kind = this.kind(word, true);
      if (kind === undefined) continue;
      if (told.has(kind)) this.report(word.span, `"${word.name}" is counted twice: delete one.`);
      told.add(kind);
    }
  }

  private kind(word: CountSyntax['word'], many: boolean): string | undefined {
    const kind = kindOf(word);
    if (kind !== undefined) return kind;
    const guess = this.findings.suggest(word.name, kindWords);
    const list = [...claimKinds].slice(0, 7).map(([one, plural]) => (many ? plural : one));
    const remedy = guess === undefined ? `choose one of ${list.join(', ')}` : `did you mean "${guess}"?`;
    const edits = guess === undefined ? [] : [{ span: word.span, text: guess }];
    const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
    const end = guess === undefined ? '.' : '';
    this.report(word.span, `"${word.name}" is no kind of critical point: ${remedy}${end}`, fixes);
    return undefined;
  }

  private point(point: ClaimPoint): void {
    if (point.kind === 'vector') return this.checker.check(point.value, noNames);
    const of = this.loss === undefined ? undefined : ({ parameters: this.loss.parameters, what: 'A point' } as const);
    checkStart(point.start, of, this.checker, this.claim, 'claim', this.names, this.findings);
  }

  /** A condition may use the parameters of the loss, or be about its value. */
  private condition(left: Expression): void {
    if (this.loss === undefined) return;
    const loss = this.names.symbols.get(this.loss.name.name);
    if (left.kind === 'name' && loss !== undefined && left.name === loss.name) {
      return this.findings.refer(left.span, loss, this.claim);
    }
    this.checker.check(left, this.scope());
  }

  private scope(): Scope {
    const own = this.findings.symbols.filter(
      ({ statement, kind }) => statement === this.loss && (kind === 'parameter' || kind === 'local'),
    );
    return innerScope(noNames, own);
  }

  private method(method: MethodSyntax): void {
    checkMethod(method, this.claim, 'claim', this.names, this.findings, (value) => this.number(value));
  }

  private steps(steps: Expression | undefined): void {
    const value = steps === undefined ? undefined : this.constant(steps);
    if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= mostSteps)) return;
    this.report(steps!.span, `Steps are a whole number from 1 to ${mostSteps}, but these are ${value}: change it.`);
  }

  /** A place that takes a number. */
  private number(expression: Expression): void {
    this.constant(expression);
  }

  private constant(expression: Expression): number | undefined {
    this.checker.check(expression, noNames);
    return finiteValue(expression, this.claim, this.names, this.findings);
  }
}

/** A run in a claim has at most this many steps. */
const mostSteps = 1_000_000;

/** The loss, its gradient and its Hessian as formulas, with their LaTeX to copy. */
import type { FormulaView, FormulaLossView } from '../../src/landscape/views';
import type { Scene } from '../model/scene';
import { iconButton } from './controls';
import type { Context, Part } from './context';
import { changes, html } from './dom';
import { parseMath } from './mathml';

/** Hessians of more parameters than this are shown as text in the report, not here. */
const mostParameters = 6;

export class FormulasPart implements Part {
  readonly element: HTMLDetailsElement;
  private readonly body = html('div', 'formulas-body');
  private readonly changed = changes();
  private latest: FormulaLossView | undefined;

  constructor(private readonly context: Context) {
    this.element = html('details', 'part formulas', { on: { toggle: () => this.fill() } }, [
      html('summary', '', {}, [html('h2', '', { text: 'Formulas' })]),
      this.body,
    ]);
  }

  update(scene: Scene): void {
    this.latest = scene.loss;
    this.fill();
  }

  /** Formulas are built only while they can be seen. */
  private fill(): void {
    const loss = this.latest;
    if (loss === undefined || !this.element.open || !this.changed(loss)) return;
    const names = loss.parameters.map(({ name }) => name);
    const rows = [this.row(`${loss.name}(${names.join(', ')})`, 'the loss', loss.formula)];
    if (names.length <= mostParameters) {
      loss.gradient.forEach((formula, i) => {
        rows.push(this.row(`∂${loss.name}/∂${names[i] ?? ''}`, `the derivative by ${names[i] ?? ''}`, formula));
      });
      loss.hessian.forEach((line, i) =>
        line.forEach((formula, j) => {
          if (j > i) return;
          const [a, b] = [names[j] ?? '', names[i] ?? ''];
          const label = i === j ? `∂²${loss.name}/∂${a}²` : `∂²${loss.name}/∂${a}∂${b}`;
          rows.push(
            this.row(label, i === j ? `the second derivative by ${a}` : `the derivative by ${a} and ${b}`, formula),
          );
        }),
      );
    }
    this.body.replaceChildren(
      ...rows,
      html('div', 'actions', {}, [
        this.copyAll('Copy gradient as LaTeX', loss.gradient.map(({ latex }) => latex).join(' \\\\ ')),
        this.copyAll(
          'Copy Hessian as LaTeX',
          loss.hessian.map((line) => line.map(({ latex }) => latex).join(' & ')).join(' \\\\ '),
        ),
      ]),
    );
  }

  private row(label: string, spoken: string, formula: FormulaView): HTMLElement {
    const math = parseMath(formula.mathml) ?? html('span', '', { text: formula.text });
    return html('div', 'formula', {}, [
      html('span', 'formula-label', { text: label }),
      html(
        'div',
        'formula-scroll',
        { attributes: { tabindex: 0, role: 'group', 'aria-label': `Formula of ${spoken}` } },
        [math],
      ),
      iconButton('copy', `Copy LaTeX of ${spoken}`, () => this.context.host.copyText(formula.latex)),
    ]);
  }

  private copyAll(text: string, entries: string): HTMLElement {
    const latex = `\\begin{pmatrix} ${entries} \\end{pmatrix}`;
    return html('button', 'text-button', {
      attributes: { type: 'button' },
      text,
      on: { click: () => this.context.host.copyText(latex) },
    });
  }
}

/** The loss's own paths as a layer of the plot: a switch, a legend, and what is said of ways out that bend. */
import type { PathsView } from '../../../src/landscape/dynamics/views';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import { AnswerLine } from '../../network/ui/answerLine';
import { section } from '../../ui/controls';
import type { Context, Part } from '../../ui/context';
import { changes, html, setText, show } from '../../ui/dom';
import { pathNames, pathSwatch } from '../draw/pathLayer';
import type { PathKind } from '../draw/pathLayer';
import type { Studies } from '../host/studies';

/** Ways out that are described. */
const mostEscapes = 12;

export class PathsPart implements Part {
  readonly element: HTMLElement;
  /** Lines with their names; stands below the plot. */
  readonly legend = html('ul', 'glyph-legend path-legend', { attributes: { 'aria-label': 'Legend of the paths' } });
  private readonly box: HTMLInputElement;
  private readonly line: AnswerLine;
  private readonly hint = html('p', 'hint');
  private readonly escapes = html('ul', 'path-escapes');
  private readonly changed = changes();

  constructor(
    private readonly context: Context,
    private readonly studies: Studies,
  ) {
    this.box = html('input', '', {
      attributes: { type: 'checkbox' },
      on: { change: () => this.set(this.box.checked) },
    });
    this.line = new AnswerLine({
      name: 'paths',
      doing: 'Following the paths',
      failed: 'The paths could not be followed',
      cancel: () => studies.paths.cancel(),
      retry: () => studies.paths.retry(),
    });
    this.element = section('Paths of the loss', 'paths', [
      html('label', 'field', {}, [
        this.box,
        html('span', '', { text: 'draw gradient flow, manifolds and valley floors' }),
      ]),
      this.line.element,
      this.hint,
      this.escapes,
    ]);
  }

  /** What is drawn now; undefined where nothing is. */
  shown(scene: Scene): PathsView | undefined {
    return scene.state.preferences.studies.paths ? this.studies.paths.state.answer?.value : undefined;
  }

  update(scene: Scene, theme: Theme): void {
    const { paths } = scene.state.preferences.studies;
    const { state } = this.studies.paths;
    const view = this.shown(scene);
    if (paths) this.line.update(state, state.progress);
    else show(this.line.element, false);
    if (!this.changed(paths, view, theme)) return;
    this.box.checked = paths;
    const kinds = view === undefined ? [] : kindsOf(view);
    show(this.legend, kinds.length > 0);
    this.legend.replaceChildren(...kinds.map((kind) => html('li', '', {}, [pathSwatch(kind, theme), pathNames[kind]])));
    const described = view?.escapes.slice(0, mostEscapes) ?? [];
    this.escapes.replaceChildren(
      ...described.map(({ name, sentence }) => html('li', 'hint', { text: `${capital(name)}: ${lower(sentence)}` })),
    );
    show(this.escapes, described.length > 0);
    setText(this.hint, view === undefined ? '' : hintOf(view, scene));
    show(this.hint, view !== undefined);
  }

  private set(paths: boolean): void {
    const studies = this.context.scene()?.state.preferences.studies;
    if (studies !== undefined)
      this.context.dispatch({ type: 'preferencesChanged', change: { studies: { ...studies, paths } } });
  }
}

function kindsOf({ flows, branches }: PathsView): readonly PathKind[] {
  const all: readonly PathKind[] = ['unstable', 'stable', 'floor'];
  return [
    ...(flows.length > 0 ? (['flow'] as const) : []),
    ...all.filter((kind) => branches.some((one) => one.kind === kind)),
  ];
}

/** What is drawn, in words; and why not more. */
function hintOf({ flows, branches, escapes }: PathsView, { evaluator }: Scene): string {
  const saddles = new Set(branches.map(({ saddle }) => saddle)).size;
  const flow = `The gradient flow from ${String(flows.length)} ${flows.length === 1 ? 'start' : 'starts'}`;
  if (evaluator.dimension !== 2) return `${flow}. Curves of saddles are drawn for losses of two parameters.`;
  if (saddles === 0) return `${flow}. No saddle is known.`;
  const curves = `${flow}, and the curves through ${String(saddles)} ${saddles === 1 ? 'saddle' : 'saddles'}.`;
  const letters = escapes.some(({ sentence }) => sentence.includes('t²'));
  return letters ? `${curves} Below, t is the length along the way out and u the one across it.` : curves;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

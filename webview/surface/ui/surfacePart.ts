/** The critical sets of a loss of three parameters as surfaces that can be turned. */
import { formatNumber, formatPoint } from '../../../src/picture/numbers';
import type { CriticalReport } from '../../../src/landscape/views';
import type { Theme } from '../../draw/theme';
import { pictureName } from '../../exportPicture';
import type { LossEvaluator } from '../../model/evaluator';
import { type Feature, kindInWords } from '../../model/features';
import { memo } from '../../model/memo';
import type { Scene } from '../../model/scene';
import { section, textButton } from '../../ui/controls';
import type { Context, Part } from '../../ui/context';
import { changes, html, setAttributes, setText, show, svg } from '../../ui/dom';
import { paint } from '../draw/canvas';
import { Look } from '../draw/look';
import { standalonePicture } from '../draw/standalone';
import { type Camera, Projector, restCamera, turned, zoomed } from '../geometry/camera';
import type { Box3 } from '../geometry/mesh';
import { type Mark, type Shape, pictureOf } from '../geometry/picture';
import { type KeptRow, flowsOf, keptAlong, runPaths, thinned } from '../model/paths';
import { hasSurface, shapesOf } from '../model/sets';

/** Cells a side at rest and while it turns; odd, so that planes through the middle of the box lie between the nodes. */
const cells = { rest: 23, turning: 11 };
/** Milliseconds without a turn after which the fine picture is drawn. */
const restAfter = 140;
const keyTurn = Math.PI / 24;
const keyZoom = 1.2;
/** Radians a pixel. */
const dragTurn = 0.01;
const wide = 560;
/** Rows of the table of what is kept. */
const mostRows = 24;

export class SurfacePart implements Part {
  readonly element: HTMLElement;
  private readonly canvas = html('canvas', 'surface-picture', {
    attributes: { tabindex: 0, role: 'img' },
    on: {
      keydown: (event: KeyboardEvent) => this.pressed(event),
      pointerdown: (event: PointerEvent) => this.canvas.setPointerCapture(event.pointerId),
      pointermove: (event: PointerEvent) => this.dragged(event),
      dblclick: () => this.look(restCamera),
    },
  });
  private readonly hint = html('p', 'hint');
  private readonly legend = html('ul', 'glyph-legend', { attributes: { 'aria-label': 'Legend of the surface' } });
  private readonly rows = html('tbody');
  private readonly table: HTMLElement;
  private readonly changed = changes();
  private readonly told = changes();
  private camera: Camera = restCamera;
  private turning = false;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private width = 0;
  private scene: Scene | undefined;
  private theme: Theme | undefined;
  private readonly fine = memo((report: CriticalReport, evaluator: LossEvaluator) =>
    shapesOf(report, (point) => evaluator.value(point), cells.rest),
  );
  private readonly coarse = memo((report: CriticalReport, evaluator: LossEvaluator) =>
    shapesOf(report, (point) => evaluator.value(point), cells.turning),
  );
  private readonly flows = memo(flowsOf);
  private readonly runs = memo(runPaths);
  private readonly kept = memo(keptAlong);
  private readonly paths = memo((flows: ReturnType<typeof flowsOf>, runs: ReturnType<typeof runPaths>) => [
    ...flows,
    ...runs,
  ]);

  /** `redraw` asks for a frame. */
  constructor(
    context: Context,
    private readonly redraw: () => void,
  ) {
    this.table = html('table', 'way-table', {}, [
      html('caption', '', { text: 'What the gradient flow keeps, along each path' }),
      html('thead', '', {}, [
        html(
          'tr',
          '',
          {},
          ['path', 'quantity', 'at the start', 'at the end', 'drift'].map((text) =>
            html('th', '', { attributes: { scope: 'col' }, text }),
          ),
        ),
      ]),
      this.rows,
    ]);
    this.element = section(
      'Surface',
      'surface',
      [this.hint, this.canvas, this.legend, this.table],
      [
        textButton('Save picture', () => {
          const { scene } = this;
          if (scene !== undefined)
            context.host.savePicture(this.standalone(scene), pictureName(`${scene.loss.name}-surface`));
        }),
      ],
    );
  }

  /** Reads the room there is. */
  measure(): void {
    const width = Math.floor(this.element.clientWidth);
    if (width > 0) this.width = Math.min(width, wide);
  }

  update(scene: Scene, theme: Theme): void {
    const { report } = scene.state.report;
    const isShown = hasSurface(report) && scene.evaluator.dimension === 3;
    show(this.element, isShown);
    this.scene = isShown ? scene : undefined;
    this.theme = theme;
    if (!isShown) return;
    if (this.width === 0) this.measure();
    const { features, evaluator, starts, runs, step } = scene;
    const paths = this.paths(this.flows(evaluator, starts), this.runs(runs, step));
    if (this.told(report, features, paths, theme)) this.tell(scene, report, theme);
    if (this.width < 120 || !this.changed(report, features, paths, theme, this.camera, this.turning, this.width))
      return;
    const shapes = this.shapes(scene, this.width, this.height(), this.turning);
    paint(this.canvas, shapes, new Look(theme, features), this.width, this.height());
    setAttributes(this.canvas, {
      'data-faces': shapes.filter(({ form }) => form === 'face').length,
      'data-labels': shapes.flatMap((shape) => (shape.form === 'text' ? [shape.text] : [])).join(' | '),
      'data-turn': this.camera.turn.toFixed(3),
      'data-height': this.camera.height.toFixed(3),
      'data-zoom': this.camera.zoom.toFixed(3),
    });
  }

  private height(): number {
    return Math.round(this.width * 0.8);
  }

  private shapes(scene: Scene, width: number, height: number, isCoarse: boolean): readonly Shape[] {
    const { report } = scene.state.report;
    if (!hasSurface(report)) return [];
    const { evaluator, starts, runs, step } = scene;
    const sets = (isCoarse ? this.coarse : this.fine)(report, evaluator);
    const projector = new Projector(this.camera, report.box as unknown as Box3, width, height);
    const paths = this.paths(this.flows(evaluator, starts), this.runs(runs, step)).map(({ colour, points }) => ({
      colour,
      points: thinned(points),
    }));
    return pictureOf(projector, sets, paths, marksOf(scene, report), report.parameters);
  }

  private tell(scene: Scene, report: CriticalReport, theme: Theme): void {
    const sentence = describe(report, scene);
    setText(
      this.hint,
      'The critical sets in the box. Drag or press the arrow keys to turn, plus and minus zoom, 0 resets.',
    );
    setAttributes(this.canvas, {
      'aria-label': `${sentence} Arrows turn it, plus and minus zoom, 0 resets.`,
    });
    const look = new Look(theme, scene.features);
    const paths = this.paths(this.flows(scene.evaluator, scene.starts), this.runs(scene.runs, scene.step));
    const sets = new Map<string, string>();
    for (const { dimension, stability } of report.manifolds)
      sets.set(`${dimension === 1 ? 'curve' : 'surface'} of ${plural(stability)}`, look.set(stability));
    for (const { name, colour } of paths) sets.set(name, look.path(colour));
    this.legend.replaceChildren(
      ...[...sets].map(([name, stroke]) =>
        html('li', '', {}, [
          svg('svg', { width: 26, height: 20, viewBox: '-13 -10 26 20', 'aria-hidden': 'true' }, [
            svg('path', { d: 'M-12,0H12', fill: 'none', stroke, 'stroke-width': 3 }),
          ]),
          name,
        ]),
      ),
    );
    const rows = this.kept(report, paths);
    show(this.table, rows.length > 0);
    this.rows.replaceChildren(...rows.slice(0, mostRows).map((row) => rowOf(row, scene.starts.length)));
  }

  private standalone(scene: Scene): string {
    const [width, height] = [720, 576];
    const { report } = scene.state.report;
    const look = new Look(this.theme!, scene.features);
    return standalonePicture(
      this.shapes(scene, width, height, true),
      look,
      [width, height],
      scene.loss.name,
      report === null ? '' : describe(report, scene),
    );
  }

  private dragged({ buttons, movementX, movementY }: PointerEvent): void {
    if ((buttons & 1) === 0) return;
    this.look(turned(this.camera, movementX * dragTurn, movementY * dragTurn));
  }

  private pressed(event: KeyboardEvent): void {
    const next = keyed(this.camera, event.key);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.look(next);
  }

  private look(camera: Camera): void {
    this.camera = camera;
    this.turning = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.turning = false;
      this.redraw();
    }, restAfter);
    this.redraw();
  }
}

/** The camera after a key; null where the key means nothing here. */
function keyed(camera: Camera, key: string): Camera | null {
  switch (key) {
    case 'ArrowLeft':
      return turned(camera, -keyTurn, 0);
    case 'ArrowRight':
      return turned(camera, keyTurn, 0);
    case 'ArrowUp':
      return turned(camera, 0, -keyTurn);
    case 'ArrowDown':
      return turned(camera, 0, keyTurn);
    case '+':
    case '=':
      return zoomed(camera, keyZoom);
    case '-':
      return zoomed(camera, 1 / keyZoom);
    case '0':
      return restCamera;
    default:
      return null;
  }
}

function marksOf({ features, starts }: Scene, report: CriticalReport): readonly Mark[] {
  const inside = (point: readonly number[]): boolean =>
    point.every((x, i) => x >= report.box[i]![0] && x <= report.box[i]![1]);
  return [
    ...report.manifolds.flatMap(({ flattest }): Mark[] =>
      flattest === null
        ? []
        : [{ point: flattest.point, glyph: 'flattest', name: `flattest ${formatPoint(flattest.point, 3)}` }],
    ),
    ...features.flatMap((feature: Feature, index): Mark[] =>
      feature.samples.length === 1 && feature.box === null && inside(feature.anchor)
        ? [{ point: feature.anchor, glyph: { feature: index }, name: null }]
        : [],
    ),
    ...starts.filter(inside).map((point): Mark => ({ point, glyph: 'start', name: null })),
  ];
}

function rowOf({ path, start, kept, from, to }: KeptRow, starts: number): HTMLElement {
  const drift = Math.abs(to - from) <= 1e-8 * (1 + Math.abs(from)) ? 'none' : formatNumber(to - from, 3);
  return html('tr', '', {}, [
    html('th', '', { attributes: { scope: 'row' }, text: starts > 1 ? `${path}, start ${String(start + 1)}` : path }),
    html('td', '', { text: kept }),
    html('td', 'number', { text: formatNumber(from, 5) }),
    html('td', 'number', { text: formatNumber(to, 5) }),
    html('td', 'number', { text: drift }),
  ]);
}

function plural(stability: CriticalReport['manifolds'][number]['stability']): string {
  return kindInWords(`${stability}-set`).replace('set of ', '');
}

/** The picture in a sentence. */
function describe({ manifolds, parameters }: CriticalReport, { starts }: Scene): string {
  const sets = manifolds.map(({ dimension, stability, value, equations, flattest }) => {
    const where = equations === null ? '' : `, ${equations.texts.join(', ')}`;
    const at = value === null ? '' : ` at value ${formatNumber(value)}`;
    const flat =
      flattest === null
        ? ''
        : `, flattest near ${formatPoint(flattest.point, 3)} with largest curvature ${formatNumber(flattest.curvature, 3)}`;
    return `a ${dimension === 1 ? 'curve' : 'surface'} of ${plural(stability)}${at}${where}${flat}`;
  });
  return `Critical sets over ${parameters.join(', ')}: ${sets.join('; ')}; with paths from ${String(starts.length)} ${starts.length === 1 ? 'start' : 'starts'}.`;
}

/** Pointer, wheel and keys over the plot. */
import type { Drawn } from '../draw/plotView';
import { startPixel } from '../draw/runLayer';
import type { Scene } from '../model/scene';
import { hitTest } from '../plot/projection';
import type { Pixel } from '../plot/projection';
import { bringIntoView, panBy, zoomAt } from '../plot/viewport';
import type { View } from '../plot/viewport';
import type { Context } from './context';
import { keyToView } from './toolbar';

/** Pixels: how near a press must be to a start or a glyph, and how far a drag goes before it is one. */
const startReach = 11;
const glyphReach = 12;
const dragThreshold = 3;

type Drag =
  | { readonly kind: 'start'; readonly index: number }
  | { readonly kind: 'pan'; readonly view: View; readonly from: Pixel; moved: boolean };

export class PlotPointer {
  private drag: Drag | undefined;

  constructor(
    private readonly surface: HTMLElement,
    private readonly context: Context,
    private readonly drawn: () => Drawn | undefined,
    private readonly focusGlyph: (index: number) => void,
  ) {
    surface.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    surface.addEventListener('pointerdown', (event) => this.down(event));
    surface.addEventListener('pointermove', (event) => this.move(event));
    surface.addEventListener('pointerup', (event) => this.up(event));
    surface.addEventListener('pointercancel', () => (this.drag = undefined));
    surface.addEventListener('pointerleave', () => {
      if (this.context.scene()?.state.crosshair !== true) this.context.dispatch({ type: 'pointerMoved', point: null });
    });
    surface.addEventListener('keydown', (event) => this.key(event));
  }

  private wheel(event: WheelEvent): void {
    const [scene, drawn] = [this.context.scene(), this.drawn()];
    const pixel = this.pixel(event);
    if (scene === undefined || drawn === undefined || !drawn.projection.contains(pixel)) return;
    event.preventDefault();
    const { left, top, innerWidth, innerHeight } = drawn.projection.frame;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    const factor = Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0018))));
    const view = zoomAt(scene.view, (pixel[0] - left) / innerWidth, 1 - (pixel[1] - top) / innerHeight, factor);
    this.context.dispatch({ type: 'viewChanged', view });
  }

  private down(event: PointerEvent): void {
    const [scene, drawn] = [this.context.scene(), this.drawn()];
    const pixel = this.pixel(event);
    if (event.button !== 0 || scene === undefined || drawn === undefined || !drawn.projection.contains(pixel, 4))
      return;
    this.surface.setPointerCapture(event.pointerId);
    const handles = scene.starts.map((start) => startPixel(scene, drawn.projection, start));
    const index = hitTest(handles, pixel, startReach);
    this.drag = index >= 0 ? { kind: 'start', index } : { kind: 'pan', view: scene.view, from: pixel, moved: false };
  }

  private move(event: PointerEvent): void {
    const [scene, drawn] = [this.context.scene(), this.drawn()];
    if (scene === undefined || drawn === undefined) return;
    const pixel = this.pixel(event);
    const { drag } = this;
    const { dispatch } = this.context;
    if (drag?.kind === 'start') {
      const point = drawn.projection.point(pixel, scene.starts[drag.index] ?? scene.at).map(shorten(drawn, scene));
      dispatch({
        type: 'startsChanged',
        points: scene.starts.map((old, index) => (index === drag.index ? point : old)),
      });
      return;
    }
    if (drag?.kind === 'pan') {
      const [dx, dy] = [pixel[0] - drag.from[0], pixel[1] - drag.from[1]];
      if (!drag.moved && Math.hypot(dx, dy) < dragThreshold) return;
      drag.moved = true;
      const { innerWidth, innerHeight } = drawn.projection.frame;
      dispatch({ type: 'viewChanged', view: panBy(drag.view, -dx / innerWidth, dy / innerHeight) });
      return;
    }
    const inside = drawn.projection.contains(pixel);
    dispatch({ type: 'pointerMoved', point: inside ? drawn.projection.point(pixel, scene.at) : null });
  }

  private up(event: PointerEvent): void {
    const { drag } = this;
    this.drag = undefined;
    const [scene, drawn] = [this.context.scene(), this.drawn()];
    if (scene === undefined || drawn === undefined || drag?.kind !== 'pan' || drag.moved) return;
    const pixel = this.pixel(event);
    const { dispatch } = this.context;
    const point = drawn.projection.point(pixel, scene.at);
    if (scene.state.placing || event.shiftKey) {
      dispatch({ type: 'startsChanged', points: [...scene.starts, point.map(shorten(drawn, scene))] });
      dispatch({ type: 'placingSet', on: false });
      return;
    }
    const glyph = hitTest(drawn.places, pixel, glyphReach);
    if (glyph >= 0) this.focusGlyph(glyph);
    else {
      dispatch({ type: 'featureSelected', index: null });
      dispatch({ type: 'pointPinned', point });
    }
  }

  private key(event: KeyboardEvent): void {
    const scene = this.context.scene();
    if (scene === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const { dispatch } = this.context;
    const { state } = scene;
    const onGlyph = event.target !== this.surface;
    if (event.key === 'Escape') {
      if (state.setup.pinnedPoint !== null) dispatch({ type: 'pointPinned', point: null });
      else if (state.crosshair) dispatch({ type: 'crosshairSet', on: false });
      else dispatch({ type: 'featureSelected', index: null });
      event.preventDefault();
      return;
    }
    if (onGlyph && event.key.startsWith('Arrow')) return;
    if (state.crosshair && event.key.startsWith('Arrow')) this.moveCrosshair(scene, event);
    else if (event.key === 'c') {
      dispatch({ type: 'crosshairSet', on: !state.crosshair });
      if (!state.crosshair) dispatch({ type: 'pointerMoved', point: state.setup.pinnedPoint ?? centreOf(scene) });
    } else if (event.key === 'Enter' && !onGlyph)
      dispatch({ type: 'pointPinned', point: state.pointer ?? centreOf(scene) });
    else if (event.key === 's') {
      const point = state.setup.pinnedPoint ?? state.pointer;
      if (point === null) return;
      dispatch({ type: 'startsChanged', points: [...scene.starts, point] });
    } else {
      const change = keyToView(event.key, scene.view, event.shiftKey);
      if (change === undefined) return;
      dispatch({ type: 'viewChanged', view: change.view });
    }
    event.preventDefault();
  }

  /** Steps of a fiftieth of the view, ten times that with Shift; the pin lets go, since the crosshair is read out. */
  private moveCrosshair(scene: Scene, event: KeyboardEvent): void {
    const { view, state } = scene;
    const [axisX, axisY] = state.setup.axes;
    const point = [...(state.pointer ?? state.setup.pinnedPoint ?? centreOf(scene))];
    const share = event.shiftKey ? 0.1 : 0.01;
    const [dx, dy] = {
      ArrowLeft: [-share, 0],
      ArrowRight: [share, 0],
      ArrowUp: [0, share],
      ArrowDown: [0, -share],
    }[event.key] ?? [0, 0];
    point[axisX] = point[axisX]! + dx! * (view.x[1] - view.x[0]);
    if (!scene.isCurve) point[axisY] = point[axisY]! + dy! * (view.y[1] - view.y[0]);
    const { dispatch } = this.context;
    if (state.setup.pinnedPoint !== null) dispatch({ type: 'pointPinned', point: null });
    dispatch({ type: 'pointerMoved', point });
    const next = bringIntoView(view, point[axisX], scene.isCurve ? view.y[0] : point[axisY]!);
    if (next.x[0] !== view.x[0] || next.y[0] !== view.y[0]) dispatch({ type: 'viewChanged', view: next });
  }

  private pixel(event: MouseEvent): Pixel {
    const box = this.surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}

/** The middle of the view. */
function centreOf(scene: Scene): readonly number[] {
  const point = [...scene.at];
  const [axisX, axisY] = scene.state.setup.axes;
  point[axisX] = (scene.view.x[0] + scene.view.x[1]) / 2;
  if (!scene.isCurve) point[axisY] = (scene.view.y[0] + scene.view.y[1]) / 2;
  return point;
}

/** Rounds coordinates on an axis to a tenth of a pixel, so that a dragged start has short numbers. */
function shorten(drawn: Drawn, scene: Scene): (value: number, index: number) => number {
  const [sx, sy] = drawn.projection.scale;
  const [axisX, axisY] = scene.state.setup.axes;
  return (value, index) => {
    const unit = index === axisX ? sx : index === axisY ? sy : 0;
    if (!(unit > 0)) return value;
    const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10(unit))));
    return Number(value.toFixed(decimals));
  };
}

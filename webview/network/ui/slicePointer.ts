/** Pointer, wheel and keys over a slice: they move its window and read the loss off it. */
import type { Pixel } from '../../plot/projection';
import type { View } from '../../plot/viewport';
import { zoomStep } from '../../ui/toolbar';
import type { DrawnSlice } from '../draw/slicePlot';
import type { SliceScene } from '../model/networkScene';
import { panWindow, zoomWindow } from '../plot/window';

export interface SlicePointerEvents {
  readonly slice: () => SliceScene | undefined;
  readonly drawn: () => DrawnSlice | undefined;
  /** Null lets the host choose the window again. */
  readonly move: (window: View | null) => void;
  /** The place in the plane that is read out; null for none. */
  readonly read: (place: Pixel | null) => void;
}

/** Pixels a drag goes before it is one. */
const dragThreshold = 3;

export class SlicePointer {
  private drag: { readonly window: View; readonly from: Pixel; isMoving: boolean } | undefined;
  private crosshair: Pixel | undefined;

  constructor(
    private readonly surface: HTMLElement,
    private readonly events: SlicePointerEvents,
  ) {
    surface.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    surface.addEventListener('pointerdown', (event) => this.down(event));
    surface.addEventListener('pointermove', (event) => this.pointerMove(event));
    surface.addEventListener('pointerup', () => (this.drag = undefined));
    surface.addEventListener('pointercancel', () => (this.drag = undefined));
    surface.addEventListener('pointerleave', () => {
      if (this.crosshair === undefined) events.read(null);
    });
    surface.addEventListener('keydown', (event) => this.key(event));
  }

  private wheel(event: WheelEvent): void {
    const [slice, drawn] = [this.events.slice(), this.events.drawn()];
    const pixel = this.pixel(event);
    if (slice === undefined || drawn?.projection.contains(pixel) !== true) return;
    event.preventDefault();
    const { left, top, innerWidth, innerHeight } = drawn.projection.frame;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    const factor = Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0018))));
    const [fx, fy] = [(pixel[0] - left) / innerWidth, 1 - (pixel[1] - top) / innerHeight];
    this.events.move(zoomWindow(slice.window, slice.isLine, fx, fy, factor));
  }

  private down(event: PointerEvent): void {
    const [slice, drawn] = [this.events.slice(), this.events.drawn()];
    const pixel = this.pixel(event);
    if (event.button !== 0 || slice === undefined || drawn?.projection.contains(pixel, 4) !== true) return;
    this.surface.setPointerCapture(event.pointerId);
    this.drag = { window: slice.window, from: pixel, isMoving: false };
  }

  private pointerMove(event: PointerEvent): void {
    const [slice, drawn] = [this.events.slice(), this.events.drawn()];
    if (slice === undefined || drawn === undefined) return;
    const pixel = this.pixel(event);
    const { drag } = this;
    if (drag === undefined) {
      this.crosshair = undefined;
      const { x, y } = drawn.projection.view;
      const { left, top, innerWidth, innerHeight } = drawn.projection.frame;
      const a = x[0] + ((pixel[0] - left) / innerWidth) * (x[1] - x[0]);
      const b = slice.isLine ? 0 : y[1] - ((pixel[1] - top) / innerHeight) * (y[1] - y[0]);
      this.events.read(drawn.projection.contains(pixel) ? [a, b] : null);
      return;
    }
    const [dx, dy] = [pixel[0] - drag.from[0], pixel[1] - drag.from[1]];
    if (!drag.isMoving && Math.hypot(dx, dy) < dragThreshold) return;
    drag.isMoving = true;
    const { innerWidth, innerHeight } = drawn.projection.frame;
    this.events.move(panWindow(drag.window, slice.isLine, -dx / innerWidth, dy / innerHeight));
  }

  private key(event: KeyboardEvent): void {
    const slice = this.events.slice();
    if (slice === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const share = event.shiftKey ? 0.5 : 0.1;
    const { window, isLine } = slice;
    const direction = directions[event.key];
    if (this.crosshair !== undefined && direction !== undefined) this.moveCrosshair(slice, direction, share / 5);
    else if (direction !== undefined)
      this.events.move(panWindow(window, isLine, share * direction[0], share * direction[1]));
    else
      switch (event.key) {
        case '+':
        case '=':
          this.events.move(zoomWindow(window, isLine, 0.5, 0.5, 1 / zoomStep));
          break;
        case '-':
        case '_':
          this.events.move(zoomWindow(window, isLine, 0.5, 0.5, zoomStep));
          break;
        case '0':
          this.events.move(null);
          break;
        case 'c':
          this.setCrosshair(this.crosshair === undefined ? [0, 0] : undefined);
          break;
        case 'Escape':
          this.setCrosshair(undefined);
          break;
        default:
          return;
      }
    event.preventDefault();
  }

  private moveCrosshair({ window: { x, y } }: SliceScene, [dx, dy]: Pixel, share: number): void {
    const [a, b] = this.crosshair ?? [0, 0];
    const within = (value: number, [low, high]: readonly [number, number]): number =>
      Math.min(high, Math.max(low, value));
    this.setCrosshair([within(a + dx * share * (x[1] - x[0]), x), within(b + dy * share * (y[1] - y[0]), y)]);
  }

  private setCrosshair(place: Pixel | undefined): void {
    this.crosshair = place;
    this.events.read(place ?? null);
  }

  private pixel(event: MouseEvent): Pixel {
    const box = this.surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}

const directions: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The pattern of places where a loss is undefined. */
import { svg } from '../ui/dom';

/** A diagonal hatch; its colours are set by whoever draws with it. */
export function hatchPattern(id: string): SVGPatternElement {
  return svg('pattern', { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' }, [
    svg('rect', { width: 8, height: 8 }),
    svg('path', { d: 'M-2,2L2,-2M0,8L8,0M6,10L10,6', 'stroke-width': 1, 'stroke-opacity': 0.55, fill: 'none' }),
  ]);
}

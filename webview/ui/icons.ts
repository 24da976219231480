/** Small drawn icons, so that no font is needed. Each is a path in a 16 × 16 square, stroked in the text colour. */
import { svg } from './dom';

const paths = {
  plus: 'M8,3V13M3,8H13',
  minus: 'M3,8H13',
  home: 'M3,7.5L8,3L13,7.5M4.5,6.5V13H11.5V6.5',
  crosshair: 'M8,1.5V6M8,10V14.5M1.5,8H6M10,8H14.5M8,8V8',
  start: 'M8,4.5A3.5,3.5,0,1,1,8,11.5A3.5,3.5,0,1,1,8,4.5M8,1V3M8,13V15M1,8H3M13,8H15',
  play: 'M5,3L13,8L5,13Z',
  pause: 'M5.5,3V13M10.5,3V13',
  next: 'M4,3L10,8L4,13ZM12.5,3V13',
  previous: 'M12,3L6,8L12,13ZM3.5,3V13',
  restart: 'M4,5A5,5,0,1,1,3,8.5M4,1.5V5H7.5',
  pin: 'M6,2H10L9.5,7L12,9.5H4L6.5,7ZM8,9.5V14.5',
  source: 'M6,4L2,8L6,12M10,4L14,8L10,12',
  save: 'M8,2V10M4.5,7L8,10.5L11.5,7M3,13.5H13',
  remove: 'M4,4L12,12M12,4L4,12',
  copy: 'M5.5,5.5H13.5V13.5H5.5ZM10.5,5.5V2.5H2.5V10.5H5.5',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  return svg('svg', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true', class: 'icon' }, [
    svg('path', {
      d: paths[name],
      fill: name === 'play' ? 'currentColor' : 'none',
      stroke: 'currentColor',
      'stroke-width': 1.4,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    }),
  ]);
}

/** Shows another icon in a button. */
export function setIcon(button: HTMLElement, name: IconName): void {
  const path = button.querySelector('.icon path');
  if (path?.getAttribute('d') === paths[name]) return;
  button.querySelector('.icon')?.replaceWith(icon(name));
}

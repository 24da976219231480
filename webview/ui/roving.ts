/** Arrow keys among the glyphs of a plot: one of them is the stop of the Tab key. */

/** Makes arrows, Home and End move the focus between the visible glyphs of `group`. */
export function roveWithin(group: SVGGElement): void {
  group.addEventListener('keydown', (event) => {
    const glyphs = [...group.querySelectorAll<SVGGElement>('[role="button"]:not([aria-hidden="true"])')];
    const now = glyphs.indexOf(event.target as SVGGElement);
    const next = nextIndex(event.key, now, glyphs.length);
    if (now < 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    glyphs[next]?.setAttribute('tabindex', '0');
    glyphs[next]?.focus({ preventScroll: true });
  });
}

/** The index a key leads to, or undefined for another key; the ends join. */
export function nextIndex(key: string, now: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (now + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (now - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

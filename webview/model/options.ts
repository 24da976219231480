/** The options with one set, or back at its default. */
export function withOption(
  options: Readonly<Record<string, number>>,
  option: string,
  value: number | null,
): Readonly<Record<string, number>> {
  const others = Object.entries(options).filter(([name]) => name !== option);
  return Object.fromEntries(value === null ? others : [...others, [option, value]]);
}

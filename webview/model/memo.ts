/** Remembers the last result; computes anew when an argument is another object. */
export function memo<Arguments extends readonly unknown[], Result>(
  compute: (...parts: Arguments) => Result,
): (...parts: Arguments) => Result {
  let last: { readonly parts: Arguments; readonly result: Result } | undefined;
  return (...parts) => {
    if (last === undefined || parts.some((part, index) => !Object.is(part, last?.parts[index])))
      last = { parts, result: compute(...parts) };
    return last.result;
  };
}

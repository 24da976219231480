/** Letters of other scripts that cannot be told from a Latin one in most fonts. Greek small letters are left out. */
const latin: ReadonlyMap<string, string> = new Map([
  ...pairs('аеорсухіјѕԁһӏԛԝ', 'aeopcyxijsdhlqw'),
  ...pairs('АВЕКМНОРСТУХІЈЅ', 'ABEKMHOPCTYXIJS'),
  ...pairs('οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'oABEZHIKMNOPTYX'),
  ...pairs('ıɑɡ', 'iag'),
]);

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((letter, i) => [letter, to[i]!]);
}

/** What a name looks like: two names with one skeleton are easily taken for one another. */
export function skeleton(name: string): string {
  if (isAscii(name)) return name;
  return [...name.normalize('NFKC')].map((letter) => latin.get(letter) ?? letter).join('');
}

/** No letter of another script, no accent, no sign beyond those of a keyboard. */
export function isAscii(name: string): boolean {
  for (let k = 0; k < name.length; k++) if (name.charCodeAt(k) > 0x7f) return false;
  return true;
}

/** `"х" (U+0445)`: a name with the numbers of its unusual letters, to tell it from one that looks alike. */
export function spellOut(name: string): string {
  const codes = [...name]
    .filter((letter) => letter > '\x7F')
    .slice(0, 3)
    .map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
  return codes.length === 0 ? `"${name}"` : `"${name}" (${codes.join(', ')})`;
}

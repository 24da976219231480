/** Formulas as elements. The text is parsed as XML and copied element by element, so only mathematics gets through. */

const mathNamespace = 'http://www.w3.org/1998/Math/MathML';

const elements = new Set([
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'ms',
  'mtext',
  'mspace',
  'mfrac',
  'msqrt',
  'mroot',
  'msub',
  'msup',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mtable',
  'mtr',
  'mtd',
  'mstyle',
  'mpadded',
  'mphantom',
  'menclose',
  'semantics',
]);
const attributes = new Set([
  'display',
  'mathvariant',
  'stretchy',
  'fence',
  'separator',
  'form',
  'lspace',
  'rspace',
  'width',
  'displaystyle',
  'scriptlevel',
  'linethickness',
  'accent',
  'accentunder',
  'movablelimits',
  'largeop',
  'columnalign',
  'columnspacing',
  'rowspacing',
  'minsize',
  'maxsize',
  'symmetric',
]);

/** The `<math>` element of a text, or undefined where it is none. */
export function parseMath(text: string): Element | undefined {
  const root = new DOMParser().parseFromString(text, 'application/xml').documentElement;
  return root.localName === 'math' ? copy(root) : undefined;
}

function copy(source: Element): Element {
  const target = document.createElementNS(mathNamespace, source.localName);
  for (const { name, value } of source.attributes) if (attributes.has(name)) target.setAttribute(name, value);
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) target.append(child.textContent ?? '');
    else if (child.nodeType === Node.ELEMENT_NODE && elements.has((child as Element).localName))
      target.append(copy(child as Element));
  }
  return target;
}

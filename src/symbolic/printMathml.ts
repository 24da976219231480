import { greek, splitName } from './names';
import type { Notation } from './notation';

/** A formula as a whole `<math>` element. Every name in it is escaped. */
export function printMathml(notation: Notation): string {
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">${write(notation)}</math>`;
}

function write(notation: Notation): string {
  switch (notation.kind) {
    case 'number':
      return number(notation.text);
    case 'name':
      return identifier(notation.name);
    case 'pi':
      return '<mi>π</mi>';
    case 'negation':
      return row(operator('−', 'prefix') + bracketSum(notation.operand));
    case 'sum': {
      const [first, ...rest] = notation.terms;
      return row(
        write(first!.operand) +
          rest.map(({ negative, operand }) => operator(negative ? '−' : '+') + bracketSum(operand)).join(''),
      );
    }
    case 'product':
      return row(
        notation.factors
          .map((factor, i) => (i === 0 ? '' : times(notation.factors[i - 1]!, factor)) + bracketSum(factor))
          .join(''),
      );
    case 'fraction':
      return `<mfrac>${row(write(notation.numerator))}${row(write(notation.denominator))}</mfrac>`;
    case 'power':
      return `<msup>${row(atom(notation.base))}${row(write(notation.exponent))}</msup>`;
    case 'root':
      return `<msqrt>${write(notation.radicand)}</msqrt>`;
    case 'call':
      return call(notation.name, notation.arguments);
    case 'cases': {
      const condition = write(notation.condition);
      const line = (value: string, relation: string): string =>
        `<mtr><mtd>${value}</mtd><mtd>${row(condition + operator(relation) + number('0'))}</mtd></mtr>`;
      return row(
        `${operator('{', 'prefix')}<mtable>${line(write(notation.positive), '≥')}${line(write(notation.negative), '&lt;')}</mtable>`,
      );
    }
    case 'total': {
      const range = /^(-?\d+)\.\.(-?\d+)$/.exec(notation.source);
      const variable = identifier(notation.variable);
      const symbol = '<mo>∑</mo>';
      const head =
        range === null
          ? `<munder>${symbol}${row(variable + operator('∈') + identifier(notation.source))}</munder>`
          : `<munderover>${symbol}${row(variable + operator('=') + number(range[1]!))}${number(range[2]!)}</munderover>`;
      return row(head + bracketSum(notation.body));
    }
  }
}

function call(name: string, args: readonly Notation[]): string {
  const inner = args.map(write).join(operator(','));
  if (name === 'abs') return row(`<mo fence="true">|</mo>${inner}<mo fence="true">|</mo>`);
  if (name === 'exp') return `<msup><mi>e</mi>${row(inner)}</msup>`;
  return row(`<mi mathvariant="normal">${escape(name)}</mi><mo>&#x2061;</mo>${bracket(inner)}`);
}

/** A dot between names of several letters and after calls, an invisible times elsewhere. */
function times(left: Notation, right: Notation): string {
  const plain = left.kind === 'number' || (isShort(left) && isShort(right));
  return plain && right.kind !== 'number' ? '<mo>&#x2062;</mo>' : '<mo>·</mo>';
}

function isShort(notation: Notation): boolean {
  if (notation.kind === 'pi') return true;
  if (notation.kind === 'power') return isShort(notation.base);
  return (
    notation.kind === 'name' &&
    [...(greek.get(splitName(notation.name).stem) ?? splitName(notation.name).stem)].length === 1
  );
}

function bracketSum(notation: Notation): string {
  return notation.kind === 'sum' || notation.kind === 'negation' ? bracket(write(notation)) : write(notation);
}

function atom(notation: Notation): string {
  switch (notation.kind) {
    case 'number':
    case 'name':
    case 'pi':
      return write(notation);
    case 'call':
      return notation.name === 'exp' ? bracket(write(notation)) : write(notation);
    default:
      return bracket(write(notation));
  }
}

function bracket(inner: string): string {
  return row(`<mo fence="true">(</mo>${inner}<mo fence="true">)</mo>`);
}

function row(inner: string): string {
  return `<mrow>${inner}</mrow>`;
}

function operator(glyph: string, form?: 'prefix'): string {
  return `<mo${form === undefined ? '' : ` form="${form}"`}>${glyph}</mo>`;
}

function number(text: string): string {
  const [mantissa, exponent] = text.split('e');
  if (exponent === undefined) return `<mn>${text}</mn>`;
  const power = `<msup><mn>10</mn><mn>${exponent.replace('-', '−')}</mn></msup>`;
  return mantissa === '1' ? power : row(`<mn>${mantissa!}</mn>${operator('·')}${power}`);
}

function identifier(name: string): string {
  const [object, column] = name.split('.');
  if (column !== undefined) return `<msub>${identifier(object!)}<mi>${escape(column)}</mi></msub>`;
  const { stem, index } = splitName(name);
  const glyph = `<mi>${escape(greek.get(stem) ?? stem)}</mi>`;
  return index === '' ? glyph : `<msub>${glyph}<mn>${index}</mn></msub>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/tables/readCsv';

const table = (text: string) => {
  const read = readCsv(text);
  if (read.kind !== 'table') throw new Error(read.message);
  return read;
};

describe('csv files that can be used', () => {
  test.each([
    ['commas', 'x,y\n1,2\n-3.5,4e-1\n'],
    ['semicolons', 'x;y\r\n1;2\r\n-3.5;4e-1'],
    ['tabs', 'x\ty\n1\t2\n-3.5\t0.4\n'],
    ['quotes, spaces, a mark of the byte order and empty lines', '\uFEFF"x", y \n\n 1 ,"2"\n-3.5,.4\n\n'],
  ])('with %s', (_, text) => {
    const { columns, rows } = table(text);
    expect(rows).toBe(2);
    expect(columns.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(columns.map(({ near }) => [...near])).toEqual([
      [1, -3.5],
      [2, 0.4],
    ]);
  });

  test('one column, one row', () => {
    expect(table('x\n7').columns[0]!.near).toEqual(Float64Array.of(7));
  });

  test('whole numbers are exact, other decimals are not said to be', () => {
    expect([...table('x\n7\n0.1\n12345678901234567890').columns[0]!.exact]).toEqual([1, 0, 0]);
  });

  test('names become names of the language', () => {
    const { columns } = table('sepal length (cm),2nd, ,Größe\n1,2,3,4');
    expect(columns.map(({ name }) => name)).toEqual(['sepal_length_cm', 'c2nd', 'column3', 'Größe']);
  });

  test('no rows below the header are no rows', () => {
    expect(table('x,y\n').rows).toBe(0);
  });

  test('a million rows, and ten thousand columns', () => {
    expect(table(`x,y\n${'1.5,2\n'.repeat(1_000_000)}`).rows).toBe(1_000_000);
    const wide = Array.from({ length: 10_000 }, (_, j) => `c${j}`).join(',');
    expect(table(`${wide}\n${wide.replace(/c/g, '')}`).columns).toHaveLength(10_000);
  });
});

describe('csv files that cannot', () => {
  test.each([
    ['', /empty.*names? the columns/],
    ['1,2\n3,4', /first line.*numbers.*names the columns/],
    ['x,x\n1,2', /Two columns.*"x"/],
    ['x,y\n1,2\n3', /Row 2 has 1 cell.*2 columns/],
    ['x,y\n1,2\n3,4,5', /Row 2 has 3 cells/],
    ['x,y\n1,NaN', /Row 1, column "y": "NaN" is not a number/],
    ['x,y\n1,inf', /Row 1, column "y"/],
    ['x,y\n1,1e999', /Row 1, column "y"/],
    ['x,y\n1,', /Row 1, column "y": the cell is empty/],
    ['x;y\n1;2,5', /"2,5".*point instead of the comma/],
    ['x,y\n1,0x10', /"0x10" is not a number/],
    ['x,y\n1,"2', /Row 1 has a quotation mark that is not closed/],
    [`x\n${'long '.repeat(50)}`, /"long long long long long…" is not a number/],
  ])('%j says where and what to do', (text, message) => {
    const read = readCsv(text);
    expect(read).toMatchObject({ kind: 'problem', message: expect.stringMatching(message) as string });
  });
});

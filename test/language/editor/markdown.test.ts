import { describe, expect, test } from 'vitest';
import { fencedRegions, regionAt } from '../../../src/language/editor/markdown';

const texts = (markdown: string): string[] => fencedRegions(markdown).map(({ text }) => text);

describe('fences', () => {
  test('a region is the inside of a fence, with its place', () => {
    const markdown = 'Text\n\n```loss\nloss f(x) = x^2\n```\nmore\n';
    const [region] = fencedRegions(markdown);
    expect(region?.text).toBe('loss f(x) = x^2\n');
    expect(markdown.slice(region!.start, region!.end)).toBe(region!.text);
  });

  test('backticks and tildes, longer fences, white space, info strings', () => {
    expect(texts('~~~loss\na\n~~~\n')).toEqual(['a\n']);
    expect(texts('````loss title="Bowl"\n```\na\n````\n')).toEqual(['```\na\n']);
    expect(texts('   ```  loss  \na\n   ```   \n')).toEqual(['a\n']);
    expect(texts('```loss{.numbered}\na\n```')).toEqual(['a\n']);
    expect(texts('```LOSS\na\n```')).toEqual(['a\n']);
  });

  test('other languages and code spans are none of ours', () => {
    expect(texts('```js\nloss f(x) = x\n```\n')).toEqual([]);
    expect(texts('```lossless\na\n```\n')).toEqual([]);
    expect(texts('```loss``` is a word\na\n')).toEqual([]);
    expect(texts('```a`b\n```loss\nc\n```\n')).toEqual(['c\n']);
    expect(texts('    ```loss\n    indented code\n')).toEqual([]);
    expect(texts('``loss\na\n``\n')).toEqual([]);
  });

  test('a fence of another language hides ours inside it', () => {
    expect(texts('````md\n```loss\na\n```\n````\n```loss\nb\n```\n')).toEqual(['b\n']);
  });

  test('a shorter or another fence closes nothing; an unclosed one goes on to the end', () => {
    expect(texts('````loss\na\n```\nb\n````\n')).toEqual(['a\n```\nb\n']);
    expect(texts('```loss\na\n~~~\n')).toEqual(['a\n~~~\n']);
    expect(texts('```loss\na\nb')).toEqual(['a\nb']);
    expect(texts('```loss')).toEqual(['']);
    expect(texts('```loss\n```')).toEqual(['']);
  });

  test('line ends of Windows', () => {
    const markdown = 'a\r\n```loss\r\nloss f(x) = x\r\n```\r\nb\r\n';
    expect(texts(markdown)).toEqual(['loss f(x) = x\r\n']);
    expect(markdown.slice(fencedRegions(markdown)[0]!.start)).toMatch(/^loss f/);
  });

  test('in a list item the margin is that of its text', () => {
    expect(texts('1. First\n\n   ```loss\n   a\n   ```\n')).toEqual(['   a\n']);
    expect(texts('- a\n  - b\n\n    ```loss\n    c\n    ```\n')).toEqual(['    c\n']);
    expect(texts('- a\n\nText\n\n      ```loss\n')).toEqual([]);
  });

  test('the region at an offset has both ends', () => {
    const regions = fencedRegions('```loss\na\n```\n```loss\nb\n```\n');
    expect(regionAt(regions, regions[0]!.start)).toBe(regions[0]);
    expect(regionAt(regions, regions[0]!.end)).toBe(regions[0]);
    expect(regionAt(regions, regions[1]!.start)).toBe(regions[1]);
    expect(regionAt(regions, 0)).toBeUndefined();
  });
});

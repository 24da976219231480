import { describe, expect, test } from 'vitest';
import { describeCharacter, isInvisible } from '../../src/language/characters';
import { circles, cycleMessage, shortestRound } from '../../src/language/cycles';
import { skeleton, spellOut } from '../../src/language/lookAlikes';
import { reservedAs } from '../../src/language/names';
import { nearest } from '../../src/language/nearest';

describe('the nearest name', () => {
  test.each([
    ['alhpa', ['alpha', 'beta'], 'alpha'],
    ['tahn', ['tan', 'tanh'], 'tanh'],
    ['Alpha', ['alpha'], 'alpha'],
    ['X', ['x', 'y'], 'x'],
    ['x', ['y', 'z'], undefined],
    ['xy', ['x', 'y'], undefined],
    ['w3', ['w1', 'w2'], undefined],
    ['theta3', ['theta1', 'theta2'], undefined],
    ['gamma', ['alpha', 'beta'], undefined],
    ['same', ['same'], undefined],
    ['х', ['y', 'x'], 'x'],
    ['a'.repeat(1000), ['b'.repeat(1000)], undefined],
  ])('of %s among %j', (name, candidates, expected) => expect(nearest(name, candidates)).toBe(expected));
});

describe('look-alikes', () => {
  test('have one skeleton', () => {
    expect(skeleton('хуе')).toBe('xye');
    expect(skeleton('ｘ')).toBe('x');
    expect(skeleton('ο')).toBe('o');
    expect(skeleton('αθλ')).toBe('αθλ');
  });

  test('are told apart by the numbers of their letters', () => {
    expect(spellOut('х')).toBe('"х" (U+0445)');
    expect(spellOut('x')).toBe('"x"');
  });
});

describe('characters', () => {
  const message = (char: string): string => describeCharacter(char, { start: 0, end: char.length }).message;

  test('that are invisible are named by their number and never printed', () => {
    for (const char of ['\u200b', '\u202e', '\0', '\u3164', '\ud800']) {
      expect(isInvisible(char)).toBe(true);
      expect(message(char)).toMatch(/\(U\+[0-9A-F]{4}\)/);
      expect(message(char)).not.toContain(char);
    }
    expect(isInvisible('x')).toBe(false);
  });

  test('of another width or shape have their plain one as a repair', () => {
    expect(describeCharacter('（', { start: 0, end: 1 }).fixes[0]!.edits[0]!.text).toBe('(');
    expect(describeCharacter('–', { start: 0, end: 1 }).fixes[0]!.edits[0]!.text).toBe('-');
    expect(describeCharacter('{', { start: 0, end: 2 }).fixes[0]!.edits[0]!.text).toBe('((');
  });
});

describe('circles', () => {
  const edges: Readonly<Record<string, readonly string[]>> = { a: ['b'], b: ['c', 'a'], c: ['a'], d: ['d'], e: ['a'] };
  const edgesOf = (node: string): readonly string[] => edges[node] ?? [];

  test('are the groups that reach one another, and what reaches itself', () => {
    const found = circles(Object.keys(edges), edgesOf).map((group) => [...group].sort().join(''));
    expect(found.sort()).toEqual(['abc', 'd']);
  });

  test('are told by their shortest round', () => {
    expect(shortestRound('a', new Set(['a', 'b', 'c']), edgesOf)).toEqual(['a', 'b']);
    expect(shortestRound('d', new Set(['d']), edgesOf)).toEqual(['d']);
    expect(cycleMessage(['a', 'b'])).toContain('a → b → a');
    expect(cycleMessage(['d'])).toContain('"d" is defined by itself');
    expect(cycleMessage(Array.from({ length: 20 }, (_, i) => `n${i}`))).toContain('n6 → … → n0');
  });

  test('do not overflow the stack', () => {
    const next = (node: number): number[] => [(node + 1) % 50_000];
    const nodes = Array.from({ length: 50_000 }, (_, i) => i);
    expect(circles(nodes, next)).toHaveLength(1);
  });
});

test('words, constants and functions of the language are reserved; functions only for what is called', () => {
  expect(reservedAs('loss', false)).toBe('a word of the language');
  expect(reservedAs('pi', false)).toBe('a constant of the language');
  expect(reservedAs('sin', true)).toBe('a function of the language');
  expect(reservedAs('dot', true)).toBe('a function of the language');
  expect(reservedAs('sin', false)).toBeUndefined();
  expect(reservedAs('constructor', true)).toBeUndefined();
});

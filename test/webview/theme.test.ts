import { describe, expect, test } from 'vitest';
import { optimizers } from '../../src/optimizers/registry';
import { contrast, distance, mix, themeFrom, withContrast } from '../../webview/draw/theme';
import { themes } from '../browser/themes';

const variables: Readonly<Record<string, string>> = {
  '--vscode-editor-background': '#ffffff',
  '--vscode-editor-foreground': '#3b3b3b',
  '--vscode-charts-blue': '#1a85ff',
  '--vscode-charts-yellow': '#ffee88',
};

function classes(...names: readonly string[]) {
  return { contains: (name: string) => names.includes(name) };
}

const read = (name: string): string => variables[name] ?? '';

describe('the kind of theme', () => {
  test.each([
    [['vscode-light'], 'light'],
    [['vscode-dark'], 'dark'],
    [['vscode-high-contrast'], 'high-contrast'],
    [['vscode-high-contrast', 'vscode-high-contrast-light'], 'high-contrast-light'],
    [[], 'dark'],
  ] as const)('%j is %s', (names, kind) => {
    expect(themeFrom(read, classes(...names)).kind).toBe(kind);
  });

  test('reduced motion is a class, too', () => {
    expect(themeFrom(read, classes('vscode-dark', 'vscode-reduce-motion')).reducedMotion).toBe(true);
  });
});

describe('colours', () => {
  test('come from the variables, with a fallback for what is missing', () => {
    const theme = themeFrom(read, classes('vscode-light'));
    expect(theme.background).toBe('rgb(255, 255, 255)');
    expect(theme.foreground).toBe('rgb(59, 59, 59)');
    expect(theme.series.every((colour) => colour.startsWith('rgb'))).toBe(true);
  });

  test.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'])(
    'the ramp of %s leads away from the background, evenly',
    (name) => {
      const isLight = name === 'vscode-light';
      const theme = themeFrom(isLight ? read : () => '', classes(name));
      const steps = Array.from({ length: 11 }, (_, step) => contrast(theme.ramp(step / 10), theme.background));
      steps.slice(1).forEach((value, index) => expect(value).toBeLessThan(steps[index]!));
      expect(steps[0]).toBeGreaterThan(2);
      expect(steps[10]).toBeLessThan(1.3);
    },
  );

  test('glyphs and paths stand out from the background, even where the theme is careless', () => {
    const theme = themeFrom(read, classes('vscode-light'));
    for (const colour of [...Object.values(theme.glyphs), ...theme.series])
      expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(3);
  });

  test('more so in high contrast', () => {
    const theme = themeFrom(read, classes('vscode-high-contrast', 'vscode-high-contrast-light'));
    for (const colour of theme.series) expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['dark', ['vscode-dark']],
    ['light', ['vscode-light']],
    ['high-contrast', ['vscode-high-contrast']],
    ['high-contrast-light', ['vscode-high-contrast', 'vscode-high-contrast-light']],
  ] as const)(
    'in %s there is a colour for every optimizer at once, and each can be told from the others',
    (name, names) => {
      const variables: Readonly<Record<string, string>> = themes[name];
      const { series } = themeFrom((variable) => variables[variable.replace('--vscode-', '')] ?? '', classes(...names));
      expect(series.length).toBeGreaterThanOrEqual(16);
      series.slice(0, optimizers.length).forEach((colour, index) => {
        for (const other of series.slice(0, index)) expect(distance(colour, other)).toBeGreaterThanOrEqual(15);
      });
    },
  );
});

test('contrast is that of WCAG: 21 for black on white, 1 for equal colours', () => {
  expect(contrast('black', 'white')).toBeCloseTo(21, 6);
  expect(contrast('#777', '#777')).toBe(1);
  // A published example: #767676 on white just reaches 4.5.
  expect(contrast('#767676', 'white')).toBeCloseTo(4.54, 2);
});

test('mixing goes from one colour to the other', () => {
  expect(mix('red', 'blue', 0)).toBe('rgb(255, 0, 0)');
  expect(mix('red', 'blue', 1)).toBe('rgb(0, 0, 255)');
});

test('a colour that stands out is left alone', () => {
  expect(withContrast('#000000', 'white', 4.5)).toBe('rgb(0, 0, 0)');
});

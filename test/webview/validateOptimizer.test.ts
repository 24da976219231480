import { describe, expect, test } from 'vitest';
import { compileText } from '../../src/landscape/compileLoss';
import type { OwnProgram } from '../../src/optimizers/own/ownProgram';
import { isOwnProgram } from '../../webview/validateOptimizer';

const text = `optimizer o(lr = 0.01 in [0, 1], d = 1)
  state m = 0, k = 1, last = w
  update m = 0.9*m + g + sum(g)*hadamard(g, last), k = k + norm(m), last = w,
    w = w - lr*(m/(sqrt(abs(m)) + 1e-8)) - leaky_relu(k)*H*g + solve(-H, g, d)
loss f(x) = x^2`;
const program = compileText(text, 'f', { constants: {} }).optimizers[0]!;

test('what the worker makes is sound', () => {
  expect(isOwnProgram(structuredClone(program))).toBe(true);
});

type Writable = { -readonly [Key in keyof OwnProgram]: OwnProgram[Key] };

/** A copy with one thing changed by a stranger. */
function spoilt(change: (copy: Writable, at: Record<string, never>[]) => void): unknown {
  const copy = structuredClone(program) as Writable;
  change(copy, copy.updates.flatMap(({ instructions }) => instructions) as unknown as Record<string, never>[]);
  return copy;
}

describe('what is not sound is refused', () => {
  const find = (instructions: readonly Record<string, unknown>[], operation: string): Record<string, unknown> =>
    instructions.find((instruction) => instruction['operation'] === operation)!;
  test.each<[string, (copy: Writable, at: Record<string, unknown>[]) => void]>([
    ['a register that is not there', (_, at) => void (at[0]!['from'] = [0, 1e6])],
    ['half a register', (_, at) => void (at[0]!['to'] = 1.5)],
    ['an unknown operation', (_, at) => void (at[0]!['operation'] = 'eval')],
    ['an unknown function', (_, at) => void (find(at, 'function')['name'] = 'constructor')],
    ['too many arguments', (_, at) => void (find(at, 'function')['from'] = [0, 0, 0])],
    ['a number where a vector is needed', (_, at) => void (find(at, 'sum')['from'] = [2])],
    ['a vector kept as a number', (_, at) => void (find(at, 'add')['to'] = 2)],
    ['a solution with a vector for its damping', (_, at) => void (find(at, 'solve')['from'] = [0, 0, 0])],
    ['an update of g', (copy) => void ((copy.updates[0] as { target: number }).target = 1)],
    [
      'an update of a constant',
      (copy) => void ((copy.updates[0] as { target: number }).target = copy.registers.length - 1),
    ],
    ['w as a number', (copy) => void (copy.registers = copy.registers.map(() => 'number'))],
    ['two options of one name', (copy) => void (copy.options = [copy.options[0]!, copy.options[0]!])],
    ['more states than registers', (copy) => void (copy.states = 1e6)],
    ['an option without a default', (copy) => void ((copy.options[0] as { default: number }).default = NaN)],
    ['a constant that is none', (copy) => void (copy.constants = [{ register: 0, value: 1 }])],
    ['no text', (copy) => void ((copy.updates[0] as { text: unknown }).text = 3)],
    ['no order', (copy) => void ((copy as { order: number }).order = 3)],
  ])('%s', (_, change) => {
    expect(isOwnProgram(spoilt(change as Parameters<typeof spoilt>[0]))).toBe(false);
  });
  test.each([null, 3, [], {}, 'w = w - g'])('%j', (raw) => expect(isOwnProgram(raw)).toBe(false));
});

import type { OptionSpecification } from './optimizer';

/** Options that several methods share. */

export function learningRate(standard: number): OptionSpecification {
  return {
    name: 'lr',
    default: standard,
    minimum: 0,
    maximum: 1e6,
    description: 'Learning rate: the length of a step for a given direction.',
  };
}

export function momentumFactor(): OptionSpecification {
  return {
    name: 'momentum',
    default: 0.9,
    minimum: 0,
    maximum: 1,
    description: 'The share of the last velocity that is kept.',
  };
}

export function stabilizer(standard: number): OptionSpecification {
  return {
    name: 'eps',
    default: standard,
    minimum: 0,
    maximum: 1,
    description: 'Added to the denominator, outside the square root.',
  };
}

export function decayRate(name: string, standard: number, description: string): OptionSpecification {
  return { name, default: standard, minimum: 0, maximum: 1, description };
}

import type { Model } from '../model';
import type { Distribution, Expectation, Expression, Span } from '../tree';
import { childrenOf } from '../walk';
import { expressionsOf } from './aggregates';

/** A word that has its meaning only in samples and expectations, where it stands. */
export interface RandomWord {
  readonly span: Span;
  readonly kind: 'expect' | 'sample' | 'distribution' | 'option';
}

/** All such words of a file: elsewhere the same letters are names like others. */
export function randomWords(model: Model): RandomWord[] {
  const found: RandomWord[] = [];
  for (const statement of model.file.statements) {
    if (statement.kind === 'data' && statement.sample !== undefined) {
      const { span, distributions, options } = statement.sample;
      found.push({ kind: 'sample', span: { start: span.start, end: span.start + 'sample'.length } });
      for (const distribution of distributions) found.push(...wordsOf(distribution));
      for (const option of options) found.push({ kind: 'option', span: option.span });
    }
    for (const root of expressionsOf(statement)) {
      for (const expectation of expectationsIn(root)) {
        found.push({ kind: 'expect', span: expectation.operationSpan });
        for (const { distribution } of expectation.draws) found.push(...wordsOf(distribution));
      }
    }
  }
  return found;
}

/** The expectations in an expression, itself included. */
export function expectationsIn(root: Expression): Expectation[] {
  const found: Expectation[] = [];
  const stack: Expression[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'expectation') found.push(node);
    stack.push(...childrenOf(node));
  }
  return found;
}

function wordsOf({ nameSpan, weights }: Distribution): RandomWord[] {
  const name: RandomWord = { kind: 'distribution', span: nameSpan };
  if (weights === undefined) return [name];
  const { start } = weights.span;
  return [name, { kind: 'option', span: { start, end: start + 'weights'.length } }];
}

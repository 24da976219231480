import { evaluateConstant } from '../evaluate';
import type { Model, NamedSymbol } from '../model';
import { givenNames } from '../optimizerWords';
import type { OptimizerStatement } from '../tree';
import type { NameTarget } from './hoverTarget';
import { quote } from './layout';

type Described = Pick<NameTarget, 'source' | 'note' | 'documentation' | 'value' | 'shape'>;

const likeWeights = 'vector like w';

/** What a hover says of an optimizer, and of the names inside of one. */
export function describeInOptimizer(model: Model, symbol: NamedSymbol, statement: OptimizerStatement): Described {
  const none = { documentation: '', value: undefined, shape: undefined };
  const owner = statement.name.name;
  switch (symbol.kind) {
    case 'option': {
      const option = statement.options.find(({ name }) => name.span.start === symbol.span.start);
      if (option === undefined) break;
      const { value, range } = option;
      const end = range?.span.end ?? value.span.end;
      const source = `${symbol.name} = ${quote(model.file, { start: value.span.start, end })}`;
      return { ...none, source, note: `option of ${owner}`, value: evaluateConstant(value, model), shape: 'number' };
    }
    case 'state': {
      const kept = statement.state.find(({ name }) => name.span.start === symbol.span.start);
      const kind = model.optimizers.find((optimizer) => optimizer.statement === statement)?.states.get(symbol.name);
      const shape = kind === 'vector' ? likeWeights : kind;
      const source = kept === undefined ? symbol.name : `${symbol.name} = ${quote(model.file, kept.value.span)}`;
      return { ...none, source, note: `state of ${owner}${kind === 'vector' ? `: ${likeWeights}` : ''}`, shape };
    }
    case 'given': {
      const documentation = givenNames.get(symbol.name)?.documentation ?? '';
      return { ...none, source: symbol.name, note: 'given to optimizers', documentation };
    }
    default:
      break;
  }
  const { documentation } = statement;
  return { ...none, source: quote(model.file, statement.span), note: 'optimizer', documentation };
}

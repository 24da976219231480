import { describe } from 'vitest';
import { parse } from '../../src/language/parse';
import { goldenTests } from './golden';
import { messageText } from './messageText';
import { treeText } from './treeText';

describe('parser', () => {
  goldenTests('parser', (source) => {
    const { file, diagnostics } = parse(source);
    return [...treeText(file), ...messageText(source, diagnostics)];
  });
});

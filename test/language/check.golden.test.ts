import { describe } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { csvFiles } from './csvFiles';
import { goldenTests } from './golden';
import { messageText } from './messageText';

describe('checker', () => {
  goldenTests('checker', (source) => {
    const { losses, diagnostics } = analyzeText(source, csvFiles);
    const sound = losses.filter((loss) => loss.sound).map(({ name }) => name);
    return [`sound: ${sound.join(', ') || 'none'}`, ...messageText(source, diagnostics)];
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar, type IGrammar } from 'vscode-textmate';

const root = path.resolve(__dirname, '../..');
const grammars: Record<string, string> = {
  'source.loss': 'media/loss.tmLanguage.json',
  'markdown.loss.codeblock': 'media/loss-markdown.tmLanguage.json',
  'text.html.markdown': 'test/grammar/markdown.tmLanguage.json',
};

let registry: Registry | undefined;

/** The grammar of a scope, loaded as the editor loads it: the fences of Markdown are injected. */
export async function loadGrammar(scope: string): Promise<IGrammar> {
  registry ??= new Registry({
    onigLib: loadEngine(),
    loadGrammar: (name) => {
      const file = grammars[name];
      if (file === undefined) return Promise.resolve(null);
      return Promise.resolve(parseRawGrammar(readFileSync(path.join(root, file), 'utf8'), file));
    },
    getInjections: (name) => (name === 'text.html.markdown' ? ['markdown.loss.codeblock'] : undefined),
  });
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) throw new Error(`There is no grammar ${scope}.`);
  return grammar;
}

async function loadEngine(): Promise<{
  createOnigScanner: typeof createOnigScanner;
  createOnigString: typeof createOnigString;
}> {
  const file = createRequire(__filename).resolve('vscode-oniguruma/release/onig.wasm');
  const bytes = readFileSync(file);
  await loadWASM(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { createOnigScanner, createOnigString };
}

/** Each token that is not white space, with its innermost scope, a token a line: `loss  keyword.control.definition.loss`. */
export function tokenLines(grammar: IGrammar, text: string): string[] {
  const lines: string[] = [];
  let state = INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const piece = line.slice(startIndex, endIndex).trim();
      if (piece !== '') lines.push(`${piece}  ${scopes.at(-1)!}`);
    }
  }
  return lines;
}

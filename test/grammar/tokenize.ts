import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar, type IGrammar } from 'vscode-textmate';

const files: Readonly<Record<string, string>> = {
  'source.loss': 'loss.tmLanguage.json',
  'markdown.loss.codeblock': 'loss-markdown.tmLanguage.json',
};

/** A stand-in for the editor's Markdown grammar: prose, and fences of languages it does not know. */
const markdown = JSON.stringify({
  scopeName: 'text.html.markdown',
  patterns: [
    { begin: '^\\s*(`{3,})', end: '^\\s*\\1\\s*$', name: 'markup.fenced_code.block.markdown' },
    { match: '\\S+', name: 'meta.paragraph.markdown' },
  ],
});

let registry: Promise<Registry> | undefined;

function createRegistry(): Promise<Registry> {
  registry ??= (async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
    await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer);
    return new Registry({
      onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
      loadGrammar: (scope) => {
        const file = files[scope];
        if (file === undefined) return Promise.resolve(parseRawGrammar(markdown, 'markdown.json'));
        const path = new URL(`../../media/${file}`, import.meta.url);
        return Promise.resolve(parseRawGrammar(readFileSync(path, 'utf8'), file));
      },
      getInjections: (scope) => (scope === 'text.html.markdown' ? ['markdown.loss.codeblock'] : []),
    });
  })();
  return registry;
}

/** Each token of a text with its innermost scope, white space left out. */
export async function tokenize(text: string, scope = 'source.loss'): Promise<(readonly [string, string])[]> {
  return (await tokenizeAll(text, scope))
    .filter(({ text: piece }) => piece.trim() !== '')
    .map(({ text: piece, scopes }) => [piece.trim(), scopes.at(-1)!.replace(/\.loss$/, '')] as const);
}

/** Each token with all its scopes. */
export async function tokenizeAll(text: string, scope: string): Promise<{ text: string; scopes: string[] }[]> {
  const grammar: IGrammar | null = await (await createRegistry()).loadGrammar(scope);
  let state = INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar!.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}

import * as vscode from 'vscode';
import { closeAll, openFixture, openText, positionOf } from './documents';
import { check, equal, eventually, test } from './harness';

const source = `# The width of the well.
const alpha = 0.5 in [0, 2]
fn bump(t) = exp(-t^2)
data line(x, y) = (-1, -0.8), (0, 0.1)
loss wells(x, y) = -bump(x - alpha) - bump(y)
  on x in [-2, 2]
loss fit(a, b) = mean((a*p.x + b - p.y)^2 for p in line)
`;

function labels(list: vscode.CompletionList): string[] {
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function complete(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionList> {
  return vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, position);
}

test('completion offers names with their documentation, and columns behind a dot', async () => {
  const { document } = await openText(source);
  const inFormula = await complete(document, positionOf(document, 'alpha)', 2));
  const alpha = inFormula.items.find(({ label }) => (typeof label === 'string' ? label : label.label) === 'alpha');
  check(alpha !== undefined, `offered: ${labels(inFormula).slice(0, 20).join(', ')}`);
  const documentation = alpha.documentation;
  const text = typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
  check(/width.*of.*the.*well/.test(text.replaceAll('&nbsp;', ' ')), `documented as: ${text}`);
  check(labels(inFormula).includes('tanh'), 'no functions of the language');
  const columns = await complete(document, positionOf(document, 'p.x', 2));
  check(labels(columns).includes('x') && labels(columns).includes('y'), `columns: ${labels(columns).join(', ')}`);
  await closeAll();
});

test('the signature of a call is shown while it is written', async () => {
  const { document } = await openText(source);
  const help = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
    'vscode.executeSignatureHelpProvider',
    document.uri,
    positionOf(document, 'bump(y)', 5),
  );
  equal(help?.signatures[0]?.label, 'bump(t)', 'signature');
  equal(help?.activeParameter, 0, 'active parameter');
  await closeAll();
});

test('a definition and all references are found', async () => {
  const { document } = await openText(source);
  const use = positionOf(document, 'alpha)', 1);
  const [link] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    use,
  );
  check(link !== undefined, 'no definition');
  const range = 'targetUri' in link ? (link.targetSelectionRange ?? link.targetRange) : (link as vscode.Location).range;
  equal(range.start, positionOf(document, 'alpha = 0.5'), 'place of the definition');
  const places = await vscode.commands.executeCommand<vscode.Location[]>(
    'vscode.executeReferenceProvider',
    document.uri,
    positionOf(document, 'bump(t)', 1),
  );
  equal(places.length, 3, 'references of bump');
  await closeAll();
});

test('a name is renamed everywhere, and nothing else', async () => {
  const { document } = await openText(source);
  const at = positionOf(document, 'alpha)', 1);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    at,
    'β',
  );
  check(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  equal(document.getText(), source.replaceAll('alpha', 'β'), 'text');
  await closeAll();
});

test('a renaming that would change the meaning is refused with a sentence', async () => {
  const { document } = await openText(source);
  const message = await vscode.commands
    .executeCommand('vscode.executeDocumentRenameProvider', document.uri, positionOf(document, 'alpha)', 1), 'bump')
    .then(
      () => '',
      (error: unknown) => String(error),
    );
  check(message.includes('already has a meaning'), `the refusal says: ${message}`);
  await closeAll();
});

test('the outline lists statements with what is inside', async () => {
  const { document } = await openText(source);
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  equal(
    symbols.map(({ name }) => name),
    ['alpha', 'bump', 'line', 'wells', 'fit'],
    'names',
  );
  check(
    symbols[3]!.children.some(({ name }) => name === 'y'),
    'the loss has no parameters inside',
  );
  await closeAll();
});

test('a document is formatted', async () => {
  const editor = await openText('loss   f( x,y )=x^2+ y^2\n    on x in [-2,2]\n');
  await vscode.commands.executeCommand('editor.action.formatDocument');
  const formatted = 'loss f(x, y) = x^2 + y^2\n  on x in [-2, 2]\n';
  await eventually('the formatted text', () => (editor.document.getText() === formatted ? true : undefined));
  await closeAll();
});

test('a loss over several lines folds', async () => {
  const { document } = await openText(source);
  const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
    'vscode.executeFoldingRangeProvider',
    document.uri,
  );
  check(
    folds.some(({ start, end }) => start === 4 && end === 5),
    `folds: ${folds.map(({ start, end }) => `${start}-${end}`).join(', ')}`,
  );
  await closeAll();
});

test('semantic tokens say what names mean', async () => {
  const { document } = await openText(source);
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
    'vscode.provideDocumentSemanticTokens',
    document.uri,
  );
  const meanings = new Set<string>();
  let [line, character] = [0, 0];
  for (let i = 0; i < tokens.data.length; i += 5) {
    const [down, right, length, type] = [...tokens.data.slice(i, i + 4)] as [number, number, number, number];
    character = down === 0 ? character + right : right;
    line += down;
    const word = document.getText(new vscode.Range(line, character, line, character + length));
    meanings.add(`${word} ${legend.tokenTypes[type]!}`);
  }
  for (const meaning of ['alpha variable', 'bump function', 'wells function', 'x parameter', 'line struct'])
    check(meanings.has(meaning), `no "${meaning}" among: ${[...meanings].join(', ')}`);
  await closeAll();
});

test('all of it works in a fence of Markdown', async () => {
  const { document } = await openFixture('notes.md');
  const name = positionOf(document, 'bowl', 1);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    name,
    'basin',
  );
  equal(edit.get(document.uri).length, 1, 'edits of the renaming');
  equal(edit.get(document.uri)[0]!.range.start, positionOf(document, 'bowl'), 'place of the renaming');
  const offered = labels(await complete(document, positionOf(document, 'nothing')));
  check(offered.includes('x') && offered.includes('exp'), `offered: ${offered.slice(0, 20).join(', ')}`);
  const outside = labels(await complete(document, positionOf(document, 'fence')));
  check(!outside.includes('tanh'), 'functions are offered outside of fences');
  const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
    'vscode.executeFormatDocumentProvider',
    document.uri,
    { tabSize: 2, insertSpaces: true },
  );
  equal(edits ?? [], [], 'edits of formatting what is formatted');
  await closeAll();
});

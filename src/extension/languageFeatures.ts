import * as vscode from 'vscode';
import { definition } from '../language/editor/definition';
import { folds } from '../language/editor/folding';
import { references } from '../language/editor/references';
import { semanticLegend, semanticTokens, type SemanticToken } from '../language/editor/semanticTokens';
import { documentSymbols, type OutlineKind, type OutlineSymbol } from '../language/editor/symbols';
import { lossSelector, type Documents, type Region } from './documents';

const legend = new vscode.SemanticTokensLegend([...semanticLegend.types], [...semanticLegend.modifiers]);

/** Registers what the language knows about names and structure, for files and for fences in Markdown alike. */
export function registerLanguageFeatures(documents: Documents): vscode.Disposable {
  /** The answer of the region at a position, in the region's own offsets. */
  const at = <T>(
    document: vscode.TextDocument,
    position: vscode.Position,
    answer: (region: Region, offset: number) => T | undefined,
  ): T | undefined => {
    const region = documents.regionAt(document, position);
    return region === undefined ? undefined : answer(region, region.offsetAt(position));
  };

  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(lossSelector, {
      provideDefinition: (document, position) =>
        at(document, position, (region, offset) => {
          const found = definition(region.model, offset);
          if (found === undefined) return undefined;
          const link: vscode.LocationLink = {
            originSelectionRange: region.rangeOf(found.origin),
            targetUri: document.uri,
            targetRange: region.rangeOf(found.full),
            targetSelectionRange: region.rangeOf(found.target),
          };
          return [link];
        }),
    }),
    vscode.languages.registerReferenceProvider(lossSelector, {
      provideReferences: (document, position, { includeDeclaration }) =>
        at(document, position, (region, offset) =>
          references(region.model, offset, includeDeclaration).map(
            (span) => new vscode.Location(document.uri, region.rangeOf(span)),
          ),
        ),
    }),
    vscode.languages.registerDocumentHighlightProvider(lossSelector, {
      provideDocumentHighlights: (document, position) =>
        at(document, position, (region, offset) =>
          references(region.model, offset).map((span) => new vscode.DocumentHighlight(region.rangeOf(span))),
        ),
    }),
    vscode.languages.registerDocumentSymbolProvider(lossSelector, {
      provideDocumentSymbols: (document) =>
        documents
          .regionsOf(document)
          .flatMap((region) => documentSymbols(region.model).map((symbol) => toSymbol(region, symbol))),
    }),
    vscode.languages.registerFoldingRangeProvider(lossSelector, {
      provideFoldingRanges: (document) =>
        documents.regionsOf(document).flatMap((region) =>
          folds(region.model).map(({ start, end, kind }) => {
            const range = region.rangeOf({ start, end });
            const comment = kind === 'comment' ? [vscode.FoldingRangeKind.Comment] : [];
            return new vscode.FoldingRange(range.start.line, range.end.line, ...comment);
          }),
        ),
    }),
    vscode.languages.registerDocumentSemanticTokensProvider(
      lossSelector,
      {
        provideDocumentSemanticTokens: (document) => {
          const builder = new vscode.SemanticTokensBuilder(legend);
          for (const region of documents.regionsOf(document))
            for (const token of semanticTokens(region.model)) push(builder, region, token);
          return builder.build();
        },
      },
      legend,
    ),
  );
}

function push(builder: vscode.SemanticTokensBuilder, region: Region, { span, type, modifiers }: SemanticToken): void {
  const start = region.positionAt(span.start);
  const bits = modifiers.reduce((sum, modifier) => sum | (1 << semanticLegend.modifiers.indexOf(modifier)), 0);
  builder.push(start.line, start.character, span.end - span.start, semanticLegend.types.indexOf(type), bits);
}

function toSymbol(region: Region, symbol: OutlineSymbol): vscode.DocumentSymbol {
  const { name, detail, kind, span, selection, children } = symbol;
  const result = new vscode.DocumentSymbol(
    name === '' ? '…' : name,
    detail,
    symbolKind(kind),
    region.rangeOf(span),
    region.rangeOf(selection),
  );
  result.children = children.map((child) => toSymbol(region, child));
  return result;
}

function symbolKind(kind: OutlineKind): vscode.SymbolKind {
  switch (kind) {
    case 'loss':
    case 'function':
    case 'optimizer':
      return vscode.SymbolKind.Function;
    case 'claim':
      return vscode.SymbolKind.Event;
    case 'spectrum':
      return vscode.SymbolKind.Array;
    case 'constant':
      return vscode.SymbolKind.Constant;
    case 'data':
      return vscode.SymbolKind.Struct;
    case 'parameter':
    case 'local':
      return vscode.SymbolKind.Variable;
    case 'column':
      return vscode.SymbolKind.Field;
  }
}

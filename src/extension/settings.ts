import * as vscode from 'vscode';

const section = 'losscape';

/** The user's settings, read when they are needed. Values out of range are brought back into it. */
export const settings = {
  codeLens: (): boolean => read('codeLens', true),
  hoverPicture: (): boolean => read('hover.picture', true),
  /** Milliseconds for one search for critical points. */
  searchBudget: (): number => Math.min(60_000, Math.max(50, read('searchBudget', 3_000))),
  /** Whether claims are checked while one types. */
  claims: (): boolean => read('claims', true),
  followCursor: (): boolean => read('panel.followCursor', true),
  markdownDiagnostics: (): boolean => read('diagnostics.markdown', true),
  markdownFormatting: (): boolean => read('format.markdown', true),
};

function read<T>(name: string, fallback: T): T {
  const value = vscode.workspace.getConfiguration(section).get<unknown>(name);
  return typeof value === typeof fallback ? (value as T) : fallback;
}

/** Calls back when one of the settings changes. */
export function onSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}

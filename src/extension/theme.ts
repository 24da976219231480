import * as vscode from 'vscode';
import type { PictureTheme } from '../protocol/workerApi';

/** The editor's theme, as pictures outside the panel need it. */
export function pictureTheme(): PictureTheme {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return { dark: false, highContrast: false };
    case vscode.ColorThemeKind.HighContrastLight:
      return { dark: false, highContrast: true };
    case vscode.ColorThemeKind.HighContrast:
      return { dark: true, highContrast: true };
    case vscode.ColorThemeKind.Dark:
      return { dark: true, highContrast: false };
  }
}

/** Questions to the façade, as plain data. */
import type { CriticalReport } from './views';

/** A loss in a text; the text is whole, so nobody keeps state that can go stale. */
export interface LossRequest {
  readonly text: string;
  readonly loss: string;
  /** Values that replace those of the file's constants, by name. */
  readonly overrides: Readonly<Record<string, number>>;
}

/** The kind of theme a standing picture is drawn for. */
export interface PictureTheme {
  readonly dark: boolean;
  readonly highContrast: boolean;
}

export interface PictureRequest extends LossRequest {
  readonly width: number;
  /** The most bytes the picture may have. */
  readonly bytes: number;
  readonly theme: PictureTheme;
  /** What to mark, or null where it is not known yet. */
  readonly report: CriticalReport | null;
}

import { startExpressions } from './claimParts';
import type { Expression, SpectrumStatement } from './tree';

/** All expressions of a spectrum. */
export function spectrumExpressions({ form }: SpectrumStatement): Expression[] {
  switch (form.kind) {
    case 'goe':
      return form.options.flatMap(({ values }) => values);
    case 'hessian':
      return form.at === undefined ? [] : startExpressions(form.at);
    case 'missing':
      return [];
  }
}

import type { ClaimPoint, ClaimStatement, Expression, StartSyntax } from './tree';

/** All expressions of a claim. */
export function claimExpressions({ form, tolerance, settings }: ClaimStatement): Expression[] {
  const rest = [...(tolerance === undefined ? [] : [tolerance]), ...settings.map(({ value }) => value)];
  switch (form.kind) {
    case 'at':
      return [...pointExpressions(form.point), ...rest];
    case 'value':
      return [...pointExpressions(form.point), form.bound, ...rest];
    case 'gradient':
    case 'eigenvalues':
      return [...pointExpressions(form.point), ...form.numbers.cells, ...rest];
    case 'lowest':
      return [form.bound, ...rest];
    case 'barrier':
    case 'pass':
      return [...pointExpressions(form.from), ...pointExpressions(form.to), form.bound, ...rest];
    case 'reaches': {
      const options = [form.method, ...(form.rival === undefined ? [] : [form.rival])].flatMap(
        (method) => method.options,
      );
      const steps = form.steps === undefined ? [] : [form.steps];
      const values = options.map(({ value }) => value);
      return [form.left, form.bound, ...values, ...pointExpressions(form.from), ...steps, ...rest];
    }
    case 'counts':
    case 'missing':
      return rest;
  }
}

function pointExpressions(point: ClaimPoint): Expression[] {
  return point.kind === 'vector' ? [point.value] : startExpressions(point.start);
}

/** All expressions of a start. */
export function startExpressions({ coordinates, whole }: StartSyntax): Expression[] {
  const items = whole === undefined ? coordinates : [whole];
  return items.flatMap((item) => (item.kind === 'initialisation' ? item.options.map(({ value }) => value) : [item]));
}

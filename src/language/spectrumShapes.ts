import type { Frame } from './inferenceFrame';
import type { ShapeInference } from './inferShapes';
import { type Wanted, inferStart } from './lossShapes';
import type { ParameterShape } from './model';
import { aShape } from './shapes';
import type { SpectrumStatement } from './tree';

/** Looks at the shapes in a spectrum: spikes are numbers or vectors, other options numbers, and a point fits its loss. */
export function inferSpectrum(
  inference: ShapeInference,
  { form }: SpectrumStatement,
  parameters: readonly ParameterShape[] | undefined,
  frame: Frame,
): undefined {
  switch (form.kind) {
    case 'goe':
      for (const { name, values } of form.options) {
        for (const value of values) {
          if (name.name !== 'spikes' || values.length > 1) {
            inference.inferNumber(value, `"${name.name}"`, frame);
            continue;
          }
          const shape = inference.infer(value, frame);
          if (shape === undefined || shape.length < 2) continue;
          const message = `Spikes are numbers, but this is ${aShape(shape)}: write them as in (3, 2), or give a vector.`;
          frame.problems.push({ code: 'spectrum', span: value.span, message, fixes: [] });
        }
      }
      return;
    case 'hessian': {
      if (form.at === undefined) return;
      const wants = parameters?.map(({ name, shape }): Wanted => ({ name, shape, origin: '' }));
      return void inferStart(inference, form.at, wants, 'spectrum', frame);
    }
    case 'missing':
      return;
  }
}

import { analyzeText } from '../../language/check';
import type { Model, SpectrumSymbol } from '../../language/model';
import { largestMatrix, spectrumOptions, strongestSpike } from '../../language/spectrumWords';
import type { SpectrumForm } from '../../language/tree';
import type { SpectrumQuestion } from '../../spectra/study';
import { Pool } from '../../symbolic/pool';
import { ConstantTable } from '../constants';
import { csvState } from '../dataFiles';
import { LandscapeError } from '../errors';
import type { SpectrumRequest } from '../requests';

/** A spectrum of a text, with what its numbers are made of. */
export interface AskedSpectrum {
  readonly model: Model;
  readonly spectrum: SpectrumSymbol;
  readonly constants: ConstantTable;
}

/** Reads the text and finds the spectrum; throws `LandscapeError` where there is none, or where it has an error. */
export function askedSpectrum({ text, spectrum: index, overrides, files }: SpectrumRequest): AskedSpectrum {
  const model = analyzeText(text, (path) => csvState(files?.get(path)));
  const spectrum = model.spectra[index];
  if (spectrum === undefined) throw new LandscapeError(`There is no spectrum ${index + 1} in this file.`);
  if (!spectrum.sound) throw new LandscapeError('The spectrum has an error: see the messages of its file.');
  for (const name of Object.keys(overrides)) {
    if (!model.constants.has(name)) throw new LandscapeError(`There is no constant "${name}" to set.`);
  }
  const constants = new ConstantTable(new Pool(), model, { constants: overrides, files });
  return { model, spectrum, constants };
}

/**
 * The numbers of `goe(…)` at the values its constants have now. What a slider moved is rounded to whole numbers; throws `LandscapeError`
 * where a number is out of its range.
 */
export function goeQuestion(form: Extract<SpectrumForm, { kind: 'goe' }>, constants: ConstantTable): SpectrumQuestion {
  const given = (name: string): number[] | undefined =>
    form.options.find((option) => option.name.name === name)?.values.flatMap((value) => constants.current(value));
  const whole = (name: string): number => {
    const { otherwise, range } = spectrumOptions.get(name)!;
    const number = Math.round(given(name)?.[0] ?? otherwise);
    const [least, most] = range!;
    if (number >= least && number <= most) return number;
    const reach = name === 'seed' ? `from ${least} on` : `from ${least} to ${most}`;
    throw new LandscapeError(
      `"${name}" is ${number} here, but a whole number ${reach} is needed: move its slider back.`,
    );
  };
  const question = {
    n: whole('n'),
    spikes: given('spikes') ?? [],
    copies: whole('copies'),
    seed: whole('seed'),
    draws: whole('draws'),
  };
  const count = question.spikes.length * question.copies;
  if (count > question.n) {
    throw new LandscapeError(
      `There are ${count} spikes, but a matrix with n = ${question.n} has ${question.n} directions: make n larger, or leave spikes out.`,
    );
  }
  if (question.spikes.some((beta) => !(Math.abs(beta) <= strongestSpike))) {
    throw new LandscapeError(`A spike is between -${strongestSpike} and ${strongestSpike}: move its slider back.`);
  }
  return question;
}

/** A Hessian of more rows would take too long to be formed. */
export const largestHessian = Math.min(largestMatrix, 1_500);

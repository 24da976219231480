import { aggregateNames, arrayFunctions, builtinFunctions } from '../builtins';
import { distributions, expectHelp, sampleHelp } from '../distributions';
import { initialisations } from '../initialisations';
import { solveHelp } from '../optimizerWords';
import { keywords } from '../reserved';
import { spectrumOptions, spectrumSubjects } from '../spectrumWords';
import type { Model } from '../model';
import type { Token } from '../tokens';
import { clauseAt, contextAt } from './context';
import { inComment, layoutOf } from './layout';

/** The signature of the call around the cursor. */
export interface SignatureHelp {
  readonly label: string;
  readonly documentation: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
  /** The one the cursor is in; the last one again for further arguments of a function that takes any number. */
  readonly active: number;
}

/** The call that an offset stands in, read from tokens, so that it is there while the call is being typed. */
export function signatureHelp(model: Model, offset: number): SignatureHelp | undefined {
  if (inComment(layoutOf(model.file).comments, offset)) return undefined;
  const { group, open, before } = contextAt(model, offset);
  for (const bracket of [...open].reverse()) {
    const callee = group[bracket - 1];
    if (group[bracket]!.text !== '(' || callee?.kind !== 'name' || keywords.has(callee.text)) continue;
    if (bracket === 2 && keywords.has(group[0]!.text) && group[0]!.text !== 'spectrum') return undefined;
    const start = clauseAt(group, bracket) === 'from' ? initialisations.get(callee.text) : undefined;
    if (start !== undefined) {
      const words = topLevel(group.slice(bracket + 1, before)).map(({ text }) => text);
      const last = start.options.indexOf(words[words.lastIndexOf('=') - 1] ?? '');
      const active = words.at(-1) === ',' ? words.filter((text) => text === ',').length : Math.max(0, last);
      return signature(start.signature, start.parameters, start.documentation, active);
    }
    const spectrum = group[0]!.text === 'spectrum' && bracket === 2 ? spectrumSubjects.get(callee.text) : undefined;
    if (spectrum !== undefined) {
      const words = topLevel(group.slice(bracket + 1, before)).map(({ text }) => text);
      const named = words[words.lastIndexOf('=') - 1];
      const isOpen = words.at(-1) !== ',' && named !== undefined;
      const place = callee.text === 'goe' && isOpen ? [...spectrumOptions.keys()].indexOf(named) : -1;
      const active = place >= 0 ? place : words.filter((text) => text === ',').length;
      return signature(spectrum.signature, spectrum.parameters, spectrum.documentation, active);
    }
    if (callee.text === solveHelp.name && group[0]!.text === 'optimizer' && !model.functions.has(callee.text)) {
      const commas = topLevel(group.slice(bracket + 1, before)).filter(({ text }) => text === ',').length;
      return signature(solveHelp.signature, solveHelp.parameters, solveHelp.documentation, commas);
    }
    const random = randomHelp(group, bracket, open);
    if (random !== undefined) {
      const words = topLevel(group.slice(bracket + 1, before)).map(({ text }) => text);
      const commas = words.filter((text) => text === ',').length;
      const active = callee.text === 'expect' ? partOfExpectation(words) : partOf(random, words, commas);
      return signature(random.signature, random.parameters, random.documentation, active);
    }
    return signatureOf(model, callee.text, group.slice(bracket + 1, before));
  }
  return undefined;
}

interface RandomHelp {
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly documentation: string;
}

/** What stands before a bracket, where it is a word of samples and expectations. */
function randomHelp(group: readonly Token[], bracket: number, open: readonly number[]): RandomHelp | undefined {
  const callee = group[bracket - 1]!.text;
  const inData = group[0]!.text === 'data';
  if (callee === 'sample') return inData ? sampleHelp : undefined;
  // A helper of that name is called without "for".
  if (callee === 'expect') return group.slice(bracket).some(({ text }) => text === 'for') ? expectHelp : undefined;
  const distribution = distributions.get(callee);
  const inSample = inData && open.some((other) => other < bracket && group[other - 1]?.text === 'sample');
  return group[bracket - 2]?.text === '~' || inSample ? distribution : undefined;
}

function partOfExpectation(words: readonly string[]): number {
  return words.includes('~') ? 2 : words.includes('for') ? 1 : 0;
}

/** By its name where one is given, else by the commas before it; further values belong to the dots. */
function partOf({ parameters }: RandomHelp, words: readonly string[], commas: number): number {
  const sign = words.lastIndexOf('=');
  const name = sign > words.lastIndexOf(',') ? words[sign - 1] : undefined;
  const named = name === undefined ? -1 : parameters.findIndex((parameter) => parameter.startsWith(`${name} =`));
  if (named >= 0) return named;
  const dots = parameters.indexOf('…');
  return dots >= 0 ? Math.min(commas, dots) : commas;
}

function signatureOf(model: Model, name: string, inside: readonly Token[]): SignatureHelp | undefined {
  const aggregate = aggregateNames.get(name);
  if (aggregate !== undefined) {
    const names = ['body', 'p', 'table'];
    const words = topLevel(inside).map(({ text }) => text);
    const active = words.includes('in') ? 2 : words.includes('for') ? 1 : 0;
    return signature(`${name}(body for p in table)`, names, aggregate, active);
  }
  const commas = topLevel(inside).filter(({ kind, text }) => kind === 'symbol' && text === ',').length;
  const builtin = builtinFunctions.get(name) ?? arrayFunctions.get(name);
  if (builtin !== undefined) {
    const active = builtin.arity[1] === Infinity ? Math.min(commas, builtin.parameters.length - 1) : commas;
    return signature(builtin.signature, builtin.parameters, builtin.documentation, active);
  }
  const definition = model.functions.get(name);
  if (definition === undefined) return undefined;
  const names = definition.parameters.map((parameter) => parameter.name);
  return signature(`${name}(${names.join(', ')})`, names, definition.documentation, commas);
}

/** Finds each parameter in the label, behind the one before it. */
function signature(label: string, names: readonly string[], documentation: string, active: number): SignatureHelp {
  let from = label.indexOf('(') + 1;
  const parameters = names.map((name) => {
    const start = label.indexOf(name, from);
    from = start + name.length;
    return [start, from] as const;
  });
  return { label, documentation, parameters, active };
}

function topLevel(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ kind, text }) => {
    if (kind !== 'symbol') return depth === 0;
    if (text === '(' || text === '[') depth++;
    else if (text === ')' || text === ']') depth--;
    return depth === 0;
  });
}

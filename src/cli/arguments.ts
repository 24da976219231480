import { parseArgs } from 'node:util';
import { UsageError } from './usage';

const options = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  loss: { type: 'string' },
  set: { type: 'string', multiple: true },
  on: { type: 'string', multiple: true },
  at: { type: 'string', multiple: true },
  format: { type: 'string' },
  'budget-ms': { type: 'string' },
  optimizer: { type: 'string', multiple: true },
  option: { type: 'string', multiple: true },
  from: { type: 'string' },
  steps: { type: 'string' },
  seed: { type: 'string' },
  output: { type: 'string', short: 'o' },
  width: { type: 'string' },
  theme: { type: 'string' },
  along: { type: 'string' },
  spectrum: { type: 'string' },
  samples: { type: 'string' },
  to: { type: 'string' },
  population: { type: 'string' },
  sizes: { type: 'string' },
  draws: { type: 'string' },
} as const;

const shared = ['json', 'help', 'version', 'loss', 'set', 'on'] as const;
/** The options each command knows besides the shared ones. */
const own: Readonly<Record<string, readonly string[]>> = {
  check: ['budget-ms'],
  derive: ['at', 'format'],
  'critical-points': ['budget-ms'],
  bifurcation: ['along', 'samples', 'budget-ms'],
  spectrum: ['spectrum'],
  path: ['from', 'to', 'along', 'budget-ms'],
  sampling: ['population', 'sizes', 'draws', 'seed'],
  run: ['optimizer', 'option', 'from', 'steps', 'seed'],
  plot: ['output', 'width', 'theme', 'optimizer', 'option', 'from', 'steps', 'seed', 'budget-ms'],
};

export type Command =
  'check' | 'derive' | 'critical-points' | 'bifurcation' | 'spectrum' | 'path' | 'sampling' | 'run' | 'plot';

export interface Arguments {
  readonly command: Command | 'help' | 'version';
  readonly file: string;
  /** All files and folders: `check` takes several. */
  readonly files: readonly string[];
  readonly values: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];
}

/** Splits the words of the call; throws `UsageError` for what is not understood. */
export function parseArguments(words: readonly string[]): Arguments {
  // A value may begin with a minus, as in `--from -1,2`; joined by `=` it is not taken for an option.
  const { values, positionals } = split(joinNegatives(words));
  const [command, file, ...more] = positionals;
  if (values.version === true) return { command: 'version', file: '', files: [], values };
  if (values.help === true || command === 'help') return { command: 'help', file: '', files: [], values };
  if (command === undefined) throw new UsageError('Name a command.');
  if (!isCommand(command)) throw new UsageError(`There is no command "${command}".`);
  if (file === undefined) throw new UsageError(`"${command}" needs a file.`);
  if (more.length > 0 && command !== 'check') {
    throw new UsageError(`"${command}" takes one file, but "${more[0]!}" is given too.`);
  }
  const allowed: readonly string[] = [...shared, ...own[command]!];
  for (const name of Object.keys(values)) {
    if (!allowed.includes(name)) throw new UsageError(`"${command}" has no option --${name}.`);
  }
  return { command, file, files: [file, ...more], values };
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(own, word);
}

function split(words: string[]): { values: Arguments['values']; positionals: string[] } {
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function joinNegatives(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const name = words[i]!.slice(2) as keyof typeof options;
    const takesText = words[i]!.startsWith('--') && Object.hasOwn(options, name) && options[name].type === 'string';
    if (takesText && /^-[\d.]/.test(words[i + 1] ?? '')) joined.push(`${words[i]!}=${words[++i]!}`);
    else joined.push(words[i]!);
  }
  return joined;
}

/** A whole number of at least `least`. */
export function wholeNumber(text: string | undefined, name: string, standard: number, least: number): number {
  if (text === undefined) return standard;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || text.trim() === '') {
    throw new UsageError(`--${name} takes a whole number of at least ${least}, not "${text}".`);
  }
  return value;
}

/** `name=value,…` pairs as names with the texts of their values. */
export function pairs(text: string, option: string): [name: string, value: string][] {
  return text.split(',').map((part) => {
    const [name, value, rest] = part.split('=').map((piece) => piece.trim());
    if (!name || !value || rest !== undefined) throw new UsageError(`--${option} takes name=value, not "${part}".`);
    return [name, value];
  });
}

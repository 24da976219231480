/** What a section is given: how long to measure, and the programs outside of Node that are there. */
import { Child } from './child';
import { type Absent, type Case, type Contender, type Effort, fullEffort, quickEffort } from './measure';

/** The environment variable by which `run.mjs` hands over the settings. */
const settingsName = 'LOSSCAPE_BENCH';

interface Settings {
  readonly quick: boolean;
  readonly c128: string | null;
  readonly c512: string | null;
  readonly python: string | null;
  readonly peers: string;
}

/** A table of results, with what is to be said about it. */
export interface Section {
  readonly title: string;
  readonly about: string;
  readonly cases: readonly Case[];
  /** Further paragraphs or tables, in Markdown. */
  readonly more?: string;
}

export class Bench {
  readonly quick: boolean;
  readonly effort: Effort;
  private readonly programs: Readonly<Record<'C128' | 'C512' | 'Python', Child | null>>;

  constructor() {
    const settings = JSON.parse(process.env[settingsName] ?? '{}') as Settings;
    this.quick = settings.quick;
    this.effort = settings.quick ? quickEffort : fullEffort;
    const started = (file: string | null): Child | null => (file === null ? null : new Child(file, []));
    this.programs = {
      C128: started(settings.c128),
      C512: started(settings.c512),
      Python: settings.python === null ? null : new Child(settings.python, [settings.peers], oneThread()),
    };
  }

  /** Hand-written C, with vectors of 128 bits and as wide as the machine has them. */
  c(kernel: string, arrays: Readonly<Record<string, Float64Array>>): (Contender | Absent)[] {
    return (['C128', 'C512'] as const).map((name) => {
      const child = this.programs[name];
      if (child === null) return { name, absent: 'no C compiler for it here' };
      return child.contender(name, kernel, () => loadAll(child, arrays));
    });
  }

  /** A package of Python: `definition` is that of a class in peers.py. */
  python(
    name: string,
    definition: Readonly<Record<string, unknown>>,
    arrays: Readonly<Record<string, Float64Array>> = {},
  ): Contender | Absent {
    const child = this.programs.Python;
    if (child === null) return { name, absent: 'no Python here' };
    const kernel = `work${this.defined++}`;
    return child.contender(name, kernel, async () => {
      await child.ask(`define ${JSON.stringify({ name: kernel, ...definition })}`);
      await loadAll(child, arrays);
    });
  }

  async versions(): Promise<Readonly<Record<string, string>>> {
    const child = this.programs.Python;
    return child === null ? {} : (JSON.parse(await child.ask('versions')) as Record<string, string>);
  }

  close(): void {
    for (const child of Object.values(this.programs)) child?.close();
  }

  private defined = 0;
}

async function loadAll(child: Child, arrays: Readonly<Record<string, Float64Array>>): Promise<void> {
  for (const [name, values] of Object.entries(arrays)) await child.load(name, values);
}

/** One thread, and the kernels that OpenBLAS itself chooses for this machine. */
function oneThread(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  delete env['OPENBLAS_CORETYPE'];
  delete env['OPENBLAS_L2_SIZE'];
  return env;
}

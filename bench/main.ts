/** One section of the benchmark, in a process of its own: the arguments are its name and the file for its result. */
import { writeFileSync } from 'node:fs';
import { Bench, type Section } from './harness/bench';
import { basinMaps } from './sections/basins';
import { criticalGrowth } from './sections/criticalGrowth';
import { criticalPoints } from './sections/criticalPoints';
import { derivatives } from './sections/derivatives';
import { eigenvalues } from './sections/eigenvalues';
import { firstGrid } from './sections/firstGrid';
import { firstUse } from './sections/firstUse';
import { sliderFrame } from './sections/frame';
import { gridValues } from './sections/grids';
import { growth } from './sections/growth';
import { isolines } from './sections/isolines';
import { networks } from './sections/network';
import { manyPoints } from './sections/points';

const sections: Readonly<Record<string, (bench: Bench) => Promise<Section>>> = {
  derivatives,
  firstUse,
  grids: gridValues,
  points: manyPoints,
  network: networks,
  eigenvalues,
  criticalPoints,
  criticalGrowth,
  isolines,
  basins: basinMaps,
  firstGrid,
  frame: sliderFrame,
  growth,
};

const [name, out] = process.argv.slice(2);
const bench = new Bench();
try {
  const answer: unknown =
    name === 'list'
      ? Object.keys(sections)
      : name === 'versions'
        ? await bench.versions()
        : await sections[name!]!(bench);
  writeFileSync(out!, JSON.stringify(answer));
} finally {
  bench.close();
}

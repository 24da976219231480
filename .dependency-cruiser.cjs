/** The order of the folders: each may import from itself and from those listed. */
const allowed = {
  language: [],
  symbolic: ['language'],
  interval: [],
  compile: ['language', 'symbolic', 'interval'],
  linalg: [],
  wasm: ['language', 'compile', 'interval'],
  random: [],
  picture: [],
  tables: [],
  program: ['language', 'symbolic', 'compile', 'wasm'],
  optimizers: ['language', 'linalg', 'random', 'curvature'],
  curvature: ['linalg', 'random'],
  spectra: ['linalg', 'random'],
  slices: ['linalg', 'random'],
  analysis: ['symbolic', 'compile', 'wasm', 'interval', 'linalg', 'random', 'curvature'],
  continuation: ['symbolic', 'interval', 'compile', 'linalg', 'analysis'],
  dynamics: ['compile', 'wasm', 'linalg', 'random', 'curvature', 'optimizers', 'picture'],
  landscape: [
    'language',
    'symbolic',
    'interval',
    'compile',
    'linalg',
    'random',
    'curvature',
    'spectra',
    'slices',
    'analysis',
    'continuation',
    'optimizers',
    'dynamics',
    'picture',
    'program',
    'tables',
    'wasm',
  ],
  protocol: [],
  worker: ['landscape', 'protocol', 'tables'],
  extension: ['protocol', 'language', 'picture', 'tables'],
  cli: [
    'landscape',
    'language',
    'symbolic',
    'compile',
    'linalg',
    'curvature',
    'slices',
    'analysis',
    'optimizers',
    'dynamics',
    'picture',
    'program',
    'tables',
  ],
};

/** Folders whose types may be imported, though not their code. */
const typesFrom = {
  wasm: ['optimizers'],
  curvature: ['optimizers'],
  slices: ['curvature', 'optimizers'],
  analysis: ['language', 'optimizers'],
  dynamics: ['analysis'],
  landscape: ['protocol'],
  protocol: ['landscape', 'language'],
  extension: ['landscape'],
  worker: [],
};

const folders = Object.entries(allowed).flatMap(([name, others]) => {
  const own = `^src/(?:${[name, ...others].join('|')})/`;
  const types = `^src/(?:${[name, ...others, ...(typesFrom[name] ?? [])].join('|')})/`;
  const from = { path: `^src/${name}/` };
  return [
    {
      name: `${name}-imports`,
      comment: `src/${name} imports the code of ${others.join(', ') || 'nothing else'}.`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: own, dependencyTypesNot: ['type-only'] },
    },
    {
      name: `${name}-types`,
      comment: `src/${name} imports the types of ${types}.`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: types },
    },
  ];
});

module.exports = {
  forbidden: [
    ...folders,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'vscode-only-in-extension',
      severity: 'error',
      from: { pathNot: '^(?:src/extension|test/editor|test/extension)/' },
      to: { path: '^vscode$|@types/vscode/' },
    },
    {
      name: 'no-drawing-in-src',
      comment: 'D3 and the DOM belong to the panel; contours are shared mathematics.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/(?:@types/)?d3', pathNot: 'node_modules/(?:@types/)?(?:d3-contour|d3-array)/' },
    },
    {
      name: 'node-only-where-marked',
      severity: 'error',
      from: { path: '^(?:src|webview)/', pathNot: '\\.node\\.ts$|^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'panel-imports',
      comment:
        'The panel knows the protocol, the evaluators, the optimizers, curvature, slices and the geometry of pictures.',
      severity: 'error',
      from: { path: '^webview/' },
      to: {
        path: '^src/',
        pathNot: '^src/(?:protocol|compile|wasm|optimizers|dynamics|linalg|random|curvature|slices|picture)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'src-not-to-webview', severity: 'error', from: { path: '^src/' }, to: { path: '^webview/' } },
    {
      name: 'nothing-from-test',
      severity: 'error',
      from: { path: '^(?:src|webview)/' },
      to: { path: '^(?:test|scripts|bench)/' },
    },
    { name: 'must-resolve', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

export type CriticalKind =
  | 'minimum'
  | 'maximum'
  | 'saddle'
  | 'degenerate-minimum'
  | 'degenerate-maximum'
  | 'degenerate-saddle'
  | 'monkey-saddle'
  | 'degenerate';

export type Proof = 'proved' | 'numerical';

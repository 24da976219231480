import { expect, it } from 'vitest';
import { RecentCache } from '../../src/protocol/recentCache';

it('forgets what was used longest ago', () => {
  const cache = new RecentCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

it('replaces a value in its place', () => {
  const cache = new RecentCache<number>(2);
  cache.set('a', 1);
  cache.set('a', 2);
  cache.set('b', 3);
  expect([...cache.values()]).toEqual([2, 3]);
});

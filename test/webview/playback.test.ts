import { describe, expect, it } from 'vitest';
import { advance, shownStep, stepped } from '../../webview/model/playback';

describe('playback', () => {
  it('advances by time and speed, in fractions of a step', () => {
    expect(advance(10, 0.1, 30, 200)).toEqual({ playhead: 13, playing: true });
    expect(advance(10, 0.01, 30, 200).playhead).toBeCloseTo(10.3, 12);
    expect(shownStep(10.9, 200)).toBe(10);
  });

  it('stops at the end, which is null so that it stays the end of longer runs', () => {
    expect(advance(199.5, 0.1, 30, 200)).toEqual({ playhead: null, playing: false });
    expect(shownStep(null, 200)).toBe(200);
    expect(shownStep(null, 500)).toBe(500);
  });

  it('never runs backwards, and never past a shorter run', () => {
    expect(advance(10, -5, 30, 200).playhead).toBe(10);
    expect(shownStep(150, 20)).toBe(20);
    expect(shownStep(-3, 20)).toBe(0);
  });

  it('steps by whole steps', () => {
    expect(stepped(10.7, 1, 200)).toBe(11);
    expect(stepped(null, -1, 200)).toBe(199);
    expect(stepped(0, -1, 200)).toBe(0);
    expect(stepped(199, 1, 200)).toBeNull();
  });
});

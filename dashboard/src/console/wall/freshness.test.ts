import { describe, expect, it } from 'vitest';
import { Freshness, stallMs } from './freshness';

describe('freshness', () => {
  it('has stalled when the picture stayed the same for long', () => {
    const freshness = new Freshness(0);
    expect(freshness.see('a', 100)).toBe('waiting');
    expect(freshness.see('b', 200)).toBe('moving');
    expect(freshness.see('b', 200 + stallMs - 1)).toBe('waiting');
    expect(freshness.see('b', 200 + stallMs)).toBe('stalled');
  });

  it('goes on for as long as it changes', () => {
    const freshness = new Freshness(0);
    freshness.see('first', 0);
    for (let i = 1; i < 20; i++) expect(freshness.see(`${i}`, i * (stallMs - 1))).toBe('moving');
  });

  it('does not complain of what it cannot read', () => {
    const freshness = new Freshness(0);
    for (let i = 0; i < 5; i++) expect(freshness.see(null, i * stallMs)).toBe('moving');
  });

  it('has stalled when nothing ever came', () => {
    const freshness = new Freshness(0);
    expect(freshness.see('', stallMs - 1)).toBe('waiting');
    expect(freshness.see('', stallMs)).toBe('stalled');
  });
});

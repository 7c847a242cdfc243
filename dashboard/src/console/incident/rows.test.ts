import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowHeight, scrolledTo, visibleRows } from './rows';

const counts = fc.integer({ min: 0, max: 5_000 });
const heights = fc.integer({ min: rowHeight, max: 2_000 });

describe('the rows that are drawn', () => {
  it('are all that is seen, and few beyond it', () => {
    fc.assert(
      fc.property(counts, heights, fc.nat(500_000), (count, height, scroll) => {
        const scrollTop = Math.min(scroll, Math.max(0, count * rowHeight - height));
        const { first, end } = visibleRows(count, scrollTop, height);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(first * rowHeight).toBeLessThanOrEqual(scrollTop);
        expect(end === count || end * rowHeight >= scrollTop + height).toBe(true);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 14);
      }),
    );
  });

  it('are none of none, wherever it was scrolled', () => {
    expect(visibleRows(0, 9_000, 800)).toEqual({ first: 0, end: 0 });
  });
});

describe('scrolling to a row', () => {
  it('shows all of it, and moves nothing when it is seen', () => {
    fc.assert(
      fc.property(fc.nat(1_000), heights, fc.nat(100_000), (index, height, scrollTop) => {
        const to = scrolledTo(index, scrollTop, height);
        expect(to).toBeLessThanOrEqual(index * rowHeight);
        expect(to + height).toBeGreaterThanOrEqual((index + 1) * rowHeight);
        expect(scrolledTo(index, to, height)).toBe(to);
      }),
    );
  });
});

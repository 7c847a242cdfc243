import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from './lines';
import { boundsOf, countInWords, countsOf, dayOf, moved, weeksOf } from './month';

describe('a month', () => {
  it('has each of its days once, under its weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2040 }), fc.nat(11), (year, month) => {
        const weeks = weeksOf({ year, month });
        expect(weeks.every((week) => week.length === 7 && week.every((date, weekday) => date === null || date.getDay() === weekday))).toBe(true);
        const days = weeks.flat().flatMap((date) => (date ? [date.getDate()] : []));
        expect(days).toEqual(Array.from({ length: new Date(year, month + 1, 0).getDate() }, (_, i) => i + 1));
      }),
    );
  });

  it('is followed by the next, over the year', () => {
    expect(moved({ year: 2026, month: 11 }, 1)).toEqual({ year: 2027, month: 0 });
    expect(moved({ year: 2026, month: 0 }, -1)).toEqual({ year: 2025, month: 11 });
    const [, end] = boundsOf({ year: 2026, month: 11 });
    expect(dayOf(end)).toBe('2027-01-01');
  });
});

describe('what happened on a day', () => {
  const at = (kind: Line['kind'], date: Date) => ({ kind, at: date.toISOString() }) as Line;

  it('is counted by kind', () => {
    const day = new Date(2026, 10, 26, 23, 30);
    const counts = countsOf([
      at('unlocked', day),
      at('unlocked', day),
      at('viewed', day),
      at('still', day),
      at('recording', day),
      at('refused', new Date(2026, 10, 27, 0, 1)),
    ]);
    expect(counts.get('2026-11-26')).toEqual({ unlocked: 2, viewed: 1, refused: 0, kept: 2 });
    expect(countInWords(counts.get('2026-11-26') ?? { unlocked: 0, viewed: 0, refused: 0, kept: 0 })).toBe('1 view, 2 unlocks, 2 kept');
    expect(counts.get('2026-11-27')?.refused).toBe(1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInWords, hoursInWords, listed } from './hours-in-words';
import { anyHours } from './samples';
import { apiDays, common, covers, daySeconds, everyHour, isEveryHour, secondOf, type WeeklyHours, weekOf, weekSeconds } from './week';

const anyWindows = fc.array(anyHours, { maxLength: 4 });
const anySecond = fc.nat(weekSeconds - 1);
const monday = (from: string, to: string): WeeklyHours => ({ days: ['Monday'], from, to });

/** As the API has it: a window holds a moment that is after its start on that day and before its end, which may be on the next. */
function holds(hours: readonly WeeklyHours[], second: number): boolean {
  if (hours.length === 0) return true;
  const [today, at] = [Math.floor(second / daySeconds), second % daySeconds];
  const yesterday = (today + 6) % 7;
  return hours.some(({ days, from, to }) => {
    const [start, end] = [secondOf(from), secondOf(to)];
    const overnight = end <= start;
    const begun = days.includes(apiDays[today] ?? 'Sunday') && at >= start && (overnight || at < end);
    return begun || (overnight && days.includes(apiDays[yesterday] ?? 'Sunday') && at < end);
  });
}

describe('a week of hours', () => {
  it('covers what the API would permit', () => {
    fc.assert(fc.property(anyWindows, anySecond, (hours, second) => covers(weekOf(hours), second) === holds(hours, second)));
  });

  it('has in common with another what both cover', () => {
    fc.assert(
      fc.property(anyWindows, anyWindows, anySecond, (one, other, second) => {
        const both = common(weekOf(one), weekOf(other));
        expect(covers(both, second)).toBe(holds(one, second) && holds(other, second));
        expect(both.every(([from, to], i) => from < to && (both[i - 1]?.[1] ?? -1) < from)).toBe(true);
      }),
    );
  });

  it('is every hour when each day is whole', () => {
    expect(isEveryHour(weekOf([{ days: [...apiDays], from: '07:00', to: '07:00' }]))).toBe(true);
    expect(isEveryHour(weekOf([monday('00:00', '00:00')]))).toBe(false);
    expect(isEveryHour([])).toBe(false);
  });
});

describe('hours in words', () => {
  it.each([
    [[], 'at any hour'],
    [[{ days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'], from: '22:00', to: '06:00' }], 'Mon–Fri 22:00–06:00'],
    [[monday('00:00', '00:00')], 'Mon all day'],
    [[monday('08:00', '08:00')], 'from Mon 08:00 to Tue 08:00'],
    [[{ days: ['Saturday'], from: '22:00', to: '02:00' }], 'Sat 22:00–02:00'],
    [
      [
        { days: ['Friday'], from: '22:00', to: '00:00' },
        { days: ['Saturday'], from: '00:00', to: '06:00' },
      ],
      'Fri 22:00–06:00',
    ],
    [[monday('08:00', '12:00'), monday('13:00', '18:00')], 'Mon 08:00–12:00 and Mon 13:00–18:00'],
    [[{ days: [...apiDays], from: '20:00', to: '06:00' }], 'every day 20:00–06:00'],
    [[{ days: ['Saturday', 'Sunday'], from: '00:00', to: '00:00' }], 'Sat, Sun all day'],
    [[monday('08:00', '08:00:30')], 'Mon 08:00–08:00:30'],
  ] as [WeeklyHours[], string][])('%j', (hours, words) => {
    expect(hoursInWords(weekOf(hours))).toBe(words);
  });

  it('differ when the hours do', () => {
    fc.assert(
      fc.property(anyWindows, anyWindows, (one, other) => {
        const [a, b] = [weekOf(one), weekOf(other)];
        expect(hoursInWords(a) === hoursInWords(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('name stretches of days', () => {
    expect(daysInWords(['Sunday', 'Friday', 'Saturday'])).toBe('Fri–Sun');
    expect(daysInWords(['Monday', 'Wednesday', 'Thursday', 'Friday'])).toBe('Mon, Wed–Fri');
    expect(daysInWords(apiDays)).toBe('every day');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
    expect(everyHour).toEqual(weekOf([]));
  });
});

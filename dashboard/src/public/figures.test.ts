import { describe, expect, it } from 'vitest';
import {
  agenciesIn,
  byOutcome,
  type Month,
  type MonthFigures,
  minutesViewed,
  monthsOf,
  nameOfCode,
  nameOfMonth,
  numbersOf,
  qualified,
  rowsOf,
  shareSaid,
  shortMonth,
} from './figures';

const figures = (more: Partial<MonthFigures> = {}): MonthFigures => ({ agency: 'cpd', misuseFindings: 0, countedFrom: { digest: 'd' }, ...more });
const month = (name: string, ...agencies: MonthFigures[]): Month => ({
  figures: { month: name, asOf: '2026-09-04T00:00:00Z', agencies, anchors: [] },
  sequence: 1,
  hash: 'h',
  publishedAt: '2026-09-04T04:30:00Z',
});
const uses = { incidents: 6, byCallType: { rows: [] }, byArea: { rows: [] }, byViewing: { rows: [] }, bySource: { rows: [] }, minutesViewed: 12 };

describe('figures', () => {
  it('names months as they are in UTC, wherever the reader is', () => {
    expect([nameOfMonth('2026-08'), shortMonth('2026-08')]).toEqual(['August 2026', 'Aug 26']);
  });

  it('says codes in words, and others as they are', () => {
    expect([nameOfCode('notQualified'), nameOfCode('ROBBERY'), nameOfCode('B7')]).toEqual(['Did not qualify', 'Robbery', 'B7']);
  });

  it('what was counted together comes last', () => {
    expect(rowsOf({ rows: [{ code: 'ROBBERY', count: 9 }], others: 6 })).toEqual([
      { name: 'Robbery', count: 9 },
      { name: 'All others together', count: 6 },
    ]);
  });

  it('picks an agency’s months', () => {
    const months = [month('2026-07', figures()), month('2026-08', figures(), figures({ agency: 'hcso' }))];
    expect(agenciesIn(months)).toEqual(['cpd', 'hcso']);
    expect(monthsOf(months, 'hcso').map((m) => m.month)).toEqual(['2026-08']);
  });

  it('a count that is absent is a gap, and never a zero', () => {
    const months = [
      { month: '2026-07', figures: figures({ byOutcome: { rows: [{ code: 'notQualified', count: 900 }] }, uses }) },
      { month: '2026-08', figures: figures({ byOutcome: { rows: [], others: 950 } }) },
      { month: '2026-09', figures: figures() },
    ];
    const { series } = byOutcome(months);
    expect(series.map(({ name, values }) => [name, ...values])).toEqual([
      ['Cameras were unlocked', 0, null, null],
      ['Qualified, nothing unlocked', 0, null, null],
      ['Did not qualify', 900, null, null],
      ['All others together', null, 950, null],
    ]);
    expect(qualified(byOutcome(months)).series.map(({ name }) => name)).toEqual(['Cameras were unlocked', 'Qualified, nothing unlocked']);
    expect(minutesViewed(months).series[0]?.values).toEqual([12, null, null]);
  });

  it('says how few unlock anything, where it is told', () => {
    const said = (more: Partial<MonthFigures>) => shareSaid({ month: '2026-08', figures: figures(more) });
    expect(said({ incidents: 3_000, uses })).toBe('In August 2026, 6 of 3,000 calls unlocked cameras: 0.2 %.');
    expect(said({ incidents: 60_000, uses })).toMatch(/less than 0.1 %/);
    expect(said({ incidents: 60_000 })).toBe('');
    expect(said({ uses })).toBe('');
  });

  it('says why a number is not there', () => {
    const value = (all: { name: string; value: string }[], name: string) => all.find((one) => one.name === name)?.value;
    const untold = numbersOf(figures());
    expect(value(untold, 'calls received')).toBe('fewer than 5');
    expect(value(untold, 'calls that unlocked cameras')).toBe('not told');
    expect(value(untold, 'findings of possible misuse')).toBe('0');
    const some = numbersOf(figures({ incidents: 1234, uses }));
    expect(value(some, 'calls received')).toBe('1,234');
    expect(value(some, 'different cameras unlocked')).toBe('fewer than 5');
    expect(value(some, 'minutes looked at in all')).toBe('12');
    expect(value(some, 'seconds to the first picture, in half of the calls')).toBe('none');
  });
});

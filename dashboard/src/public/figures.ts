import type { Schemas } from '../shared/api';
import { callTypeName } from '../shared/call-types';

export type Month = Schemas['PublishedMonth'];
export type MonthFigures = Schemas['MonthFigures'];
export type CountTable = Schemas['CountTable'];

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const monthName = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const monthShort = new Intl.DateTimeFormat('en-US', { month: 'short', year: '2-digit', timeZone: 'UTC' });

/** `August 2026` of `2026-08`. */
export const nameOfMonth = (month: string): string => monthName.format(new Date(`${month}-01T00:00:00Z`));

/** `Aug 26`, for an axis. */
export const shortMonth = (month: string): string => monthShort.format(new Date(`${month}-01T00:00:00Z`));

/** `1,234.5`. */
export const told = (count: number): string => number.format(count);

/** A count that may have been withheld by itself. */
export const small = (count: number | undefined): string => (count === undefined ? 'fewer than 5' : told(count));

/** A count of what was unlocked: where none of these are told, it need not be a small one. */
export const ofUses = (figures: MonthFigures, count: (uses: Schemas['UseFigures']) => number | undefined): string =>
  figures.uses ? small(count(figures.uses)) : 'not told';

const names: Readonly<Record<string, string>> = {
  notStated: 'Not stated',
  unlocked: 'Cameras were unlocked',
  nothingUnlocked: 'Qualified, nothing unlocked',
  notQualified: 'Did not qualify',
  viewed: 'Somebody looked',
  notViewed: 'Nobody looked',
  cad: 'A call',
  supervisor: 'A threat that supervisors declared',
};

/** A code in words: ours, or the call type registry's. An agency's own, such as a beat, is shown as it is. */
export const nameOfCode = (code: string): string => names[code] ?? callTypeName(code);

/** What is counted together, since apart it might point at somebody. */
export const together = 'All others together';

/** A count table's rows in words, with what was not named as the last. */
export const rowsOf = (table: CountTable): { name: string; count: number }[] => [
  ...table.rows.map(({ code, count }) => ({ name: nameOfCode(code), count })),
  ...(table.others === undefined ? [] : [{ name: together, count: table.others }]),
];

/** Every agency that was counted in any month. */
export const agenciesIn = (months: readonly Month[]): string[] =>
  [...new Set(months.flatMap(({ figures }) => figures.agencies.map(({ agency }) => agency)))].sort();

export interface AgencyMonth {
  readonly month: string;
  readonly figures: MonthFigures;
}

/** One agency's months, the oldest first. */
export const monthsOf = (months: readonly Month[], agency: string): AgencyMonth[] =>
  months.flatMap(({ figures }) => figures.agencies.filter((one) => one.agency === agency).map((one) => ({ month: figures.month, figures: one })));

/** Bars of a chart, and the cells of the table that says the same. A value that is null was not told. */
export interface Plot {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const outcomes = ['unlocked', 'nothingUnlocked', 'notQualified'] as const;

/** What became of the calls of each month. Outcomes that were counted together are a series of their own. */
export function byOutcome(months: readonly AgencyMonth[]): Plot {
  const value = ({ figures: { byOutcome: table } }: AgencyMonth, code: string): number | null =>
    table ? (table.rows.find((row) => row.code === code)?.count ?? (table.others === undefined ? 0 : null)) : null;
  const series: Series[] = outcomes.map((code) => ({ name: nameOfCode(code), values: months.map((month) => value(month, code)) }));
  const others = months.map(({ figures }) => figures.byOutcome?.others ?? null);
  if (others.some((count) => count !== null)) series.push({ name: together, values: others });
  return { labels: months.map(({ month }) => shortMonth(month)), series };
}

/** Of those, the calls that qualified: beside all the others they could not be seen. */
export const qualified = (all: Plot): Plot => ({ ...all, series: all.series.slice(0, 2) });

/** How few unlock anything, in one sentence; empty where it is not told. */
export function shareSaid({ month, figures: { incidents, uses } }: AgencyMonth): string {
  if (!incidents || !uses) return '';
  const share = (100 * uses.incidents) / incidents;
  return `In ${nameOfMonth(month)}, ${told(uses.incidents)} of ${told(incidents)} calls unlocked cameras: ${share > 0 && share < 0.1 ? 'less than 0.1' : told(share)} %.`;
}

/** How many minutes of video were looked at in each month. */
export const minutesViewed = (months: readonly AgencyMonth[]): Plot => ({
  labels: months.map(({ month }) => shortMonth(month)),
  series: [{ name: 'Minutes viewed', values: months.map(({ figures }) => figures.uses?.minutesViewed ?? null) }],
});

/** One count table. */
export const ofTable = (name: string, table: CountTable): Plot => {
  const rows = rowsOf(table);
  return { labels: rows.map((row) => row.name), series: [{ name, values: rows.map((row) => row.count) }] };
};

/** A month's figures, one by one, in words. */
export function numbersOf(figures: MonthFigures): { name: string; value: string }[] {
  const uses = figures.uses;
  return [
    { name: 'calls received', value: small(figures.incidents) },
    { name: 'calls that unlocked cameras', value: ofUses(figures, (u) => u.incidents) },
    { name: 'different cameras unlocked', value: ofUses(figures, (u) => u.feeds) },
    { name: 'different partners they belong to', value: ofUses(figures, (u) => u.partners) },
    { name: 'times somebody looked', value: ofUses(figures, (u) => u.views) },
    { name: 'minutes looked at in all', value: uses?.minutesViewed === undefined ? 'not told' : told(uses.minutesViewed) },
    {
      name: 'seconds to the first picture, in half of the calls',
      value: uses ? (uses.medianSecondsToUnlock === undefined ? 'none' : told(uses.medianSecondsToUnlock)) : 'not told',
    },
    { name: 'requests refused', value: small(figures.refusals) },
    { name: 'readings of the log', value: small(figures.logReadings) },
    { name: 'findings of possible misuse', value: told(figures.misuseFindings) },
  ];
}

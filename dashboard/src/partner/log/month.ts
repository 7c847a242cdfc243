import type { Line } from './lines';

/** A day of this place's calendar, as `2026-11-26`. */
export type DayKey = string;

const two = (n: number) => String(n).padStart(2, '0');

export const dayOf = (date: Date): DayKey => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** A month of this place's calendar. */
export interface Month {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
}

export const monthOf = (date: Date): Month => ({ year: date.getFullYear(), month: date.getMonth() });

export const moved = ({ year, month }: Month, by: number): Month => monthOf(new Date(year, month + by, 1));

/** When a month begins, and when the next does. */
export const boundsOf = ({ year, month }: Month): readonly [Date, Date] => [new Date(year, month, 1), new Date(year, month + 1, 1)];

/** The weeks of a month, from Sunday to Saturday; null for days of other months. */
export function weeksOf({ year, month }: Month): (Date | null)[][] {
  const [first, next] = boundsOf({ year, month });
  const count = new Date(next.getTime() - 1).getDate();
  const cells = [...Array.from({ length: first.getDay() }, () => null), ...Array.from({ length: count }, (_, i) => new Date(year, month, i + 1))];
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export interface DayCount {
  readonly unlocked: number;
  readonly viewed: number;
  readonly refused: number;
  /** Pictures and recordings. */
  readonly kept: number;
}

/** What happened on each day, by when it was decided. */
export function countsOf(lines: Iterable<Line>): ReadonlyMap<DayKey, DayCount> {
  const days = new Map<DayKey, DayCount>();
  for (const line of lines) {
    const day = dayOf(new Date(line.at));
    const before = days.get(day) ?? { unlocked: 0, viewed: 0, refused: 0, kept: 0 };
    const kind = line.kind === 'still' || line.kind === 'recording' ? 'kept' : line.kind;
    days.set(day, { ...before, [kind]: before[kind] + 1 });
  }
  return days;
}

/** `2 unlocks, 1 view`. */
export function countInWords({ unlocked, viewed, refused, kept }: DayCount): string {
  const some = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]);
  return [...some(viewed, 'view', 'views'), ...some(unlocked, 'unlock', 'unlocks'), ...some(kept, 'kept', 'kept'), ...some(refused, 'refused', 'refused')].join(
    ', ',
  );
}

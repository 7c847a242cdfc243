import type { Schemas } from '../../shared/api';

export type WeeklyHours = Schemas['WeeklyHours'];
export type Day = WeeklyHours['days'][number];

/** The days as the API names them, Sunday first. */
export const apiDays: readonly Day[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The days as people read them, Monday first. */
export const days: readonly Day[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const daySeconds = 86_400;
export const weekSeconds = 7 * daySeconds;

/** From, included, to, not included: in seconds since Sunday 00:00 by the clock on the wall. */
export type Span = readonly [from: number, to: number];

/** Some of a week: stretches in order, of which no two touch. */
export type Week = readonly Span[];

export const everyHour: Week = [[0, weekSeconds]];

/** `22:30` or `22:30:00` in seconds since midnight. */
export function secondOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + Math.floor(seconds);
}

/** What a rule's hours cover; a rule without any covers all. */
export function weekOf(hours: readonly WeeklyHours[]): Week {
  return hours.length === 0
    ? everyHour
    : joined(hours.flatMap((window) => window.days.flatMap((day) => spansOf(day, secondOf(window.from), secondOf(window.to)))));
}

/** From = To is the whole day; a To before From is on the next day. What goes beyond Saturday goes on at Sunday. */
function spansOf(day: Day, from: number, to: number): Span[] {
  const start = apiDays.indexOf(day) * daySeconds + from;
  const end = start + (to > from ? to - from : to - from + daySeconds);
  return end <= weekSeconds
    ? [[start, end]]
    : [
        [start, weekSeconds],
        [0, end - weekSeconds],
      ];
}

function joined(spans: Span[]): Week {
  const week: [number, number][] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = week.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else week.push([from, to]);
  }
  return week;
}

/** What is in both. */
export function common(one: Week, other: Week): Week {
  return joined(
    one.flatMap(([from, to]) => other.map(([start, end]): Span => [Math.max(from, start), Math.min(to, end)]).filter(([start, end]) => start < end)),
  );
}

export const covers = (week: Week, second: number): boolean => week.some(([from, to]) => from <= second && second < to);

export const isEveryHour = ([first]: Week): boolean => first?.[0] === 0 && first[1] === weekSeconds;

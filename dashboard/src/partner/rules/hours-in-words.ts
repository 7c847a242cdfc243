import { apiDays, type Day, daySeconds, days, isEveryHour, type Span, type Week, weekSeconds } from './week';

/** `Mon–Fri 22:00–06:00 and Sun all day`; `at any hour` when it is every one. By the clock on the wall, where the cameras hang. */
export function hoursInWords(week: Week): string {
  if (isEveryHour(week)) return 'at any hour';
  const byTimes = new Map<string, Day[]>();
  for (const [when, day] of aroundMidnight(week).flatMap(phrasesOf)) byTimes.set(when, [...(byTimes.get(when) ?? []), day]);
  return listed([...byTimes].map(([when, on]) => (when.startsWith('from ') ? when : `${daysInWords(on)} ${when}`)));
}

/** `Mon–Fri`, `Sat, Sun`, `every day`: three or more in a row are a stretch. */
export function daysInWords(some: readonly Day[]): string {
  if (days.every((day) => some.includes(day))) return 'every day';
  const runs: Day[][] = [];
  for (const day of days.filter((each) => some.includes(each))) {
    const run = runs.at(-1);
    if (run && days.indexOf(run.at(-1) ?? day) === days.indexOf(day) - 1) run.push(day);
    else runs.push([day]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run.map(short) : [`${short(run[0])}–${short(run.at(-1))}`])).join(', ');
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  const [last, ...before] = words.toReversed();
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')} and ${last}`;
}

const short = (day: Day | undefined): string => day?.slice(0, 3) ?? '';

/** What ends with Saturday and what begins with Sunday is one stretch, which then ends beyond the week. */
function aroundMidnight(week: Week): Week {
  const [first, last] = [week[0], week.at(-1)];
  return first && last && first !== last && first[0] === 0 && last[1] === weekSeconds ? [...week.slice(1, -1), [last[0], weekSeconds + first[1]]] : week;
}

/** Each with the day that it begins on. */
function phrasesOf([from, to]: Span): [string, Day][] {
  if (from % daySeconds === 0 && to % daySeconds === 0)
    return Array.from({ length: (to - from) / daySeconds }, (_, i): [string, Day] => ['all day', dayAt(from + i * daySeconds)]);
  const times = `${time(from)}–${time(to)}`;
  if (to - from < daySeconds) return [[times, dayAt(from)]];
  return [[`from ${short(dayAt(from))} ${time(from)} to ${short(dayAt(to))} ${time(to)}`, dayAt(from)]];
}

const dayAt = (second: number): Day => apiDays[Math.floor(second / daySeconds) % 7] ?? 'Sunday';

/** What is not on the minute says its seconds: an hour that looks shorter than it is would be a lie. */
function time(second: number): string {
  const [hours, minutes, seconds] = [Math.floor(second / 3600) % 24, Math.floor(second / 60) % 60, second % 60];
  return [hours, minutes, ...(seconds > 0 ? [seconds] : [])].map((n) => String(n).padStart(2, '0')).join(':');
}

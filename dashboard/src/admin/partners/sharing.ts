import type { Schemas } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { atDay } from '../../shared/clock';

type SharingRule = Schemas['SharingRule'];
type WeeklyHours = Schemas['WeeklyHours'];

const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const minute = (time: string) => time.slice(0, 5);

/** `Monday to Friday`, `Saturday, Sunday`, `every day`. */
export function daysInWords(days: readonly string[]): string {
  const at = [...new Set(days)].map((day) => week.indexOf(day as (typeof week)[number])).sort((a, b) => a - b);
  if (at.length === 7) return 'every day';
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  if (at.length > 2 && last - first === at.length - 1) return `${week[first]} to ${week[last]}`;
  return at.map((day) => week[day]).join(', ');
}

/** `Monday to Friday, 08:00–18:00`. What ends before it begins ends on the next day. */
export function hoursInWords({ days, from, to }: WeeklyHours): string {
  const [start, end] = [minute(from), minute(to)];
  const when = start === end ? 'all day' : `${start}–${end}${end < start ? ' the next day' : ''}`;
  return `${daysInWords(days)}, ${when}`;
}

/** An owner's rule as a sentence. */
export function sharingInWords(rule: SharingRule): string {
  if (!rule.enabled) return 'Shares nothing.';
  const calls = rule.callTypes.length > 0 ? `only for ${rule.callTypes.map(callTypeName).sort().join('; ')}` : 'for every call that the policy names';
  const hours = rule.hours.length > 0 ? `, ${rule.hours.map(hoursInWords).join(' and ')}` : ', at any time';
  const back = rule.lookBackMinutes ? `, with ${rule.lookBackMinutes} min from before` : '';
  const paused = rule.pausedUntil ? ` Paused until ${atDay(rule.pausedUntil)}.` : '';
  return `Shares ${calls}${hours}${back}.${paused}`;
}

import type { Schemas } from '../../shared/api';
import { hoursInWords } from '../partners/sharing';

type Shift = Schemas['Shift'];
export type Day = Schemas['WeeklyHours']['days'][number];

export const week: readonly Day[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A stretch of a shift as it stands in the form. */
export interface StretchDraft {
  readonly key: number;
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}

/** A person as they stand in the form. */
export interface PersonDraft {
  readonly id: string;
  readonly badge: string;
  readonly name: string;
  readonly timeZone: string;
  readonly hours: readonly StretchDraft[];
}

let last = 0;

/** What another stretch begins with. */
export const newStretch = (): StretchDraft => ({ key: ++last, days: week.slice(0, 5), from: '08:00', to: '16:00' });

export const personDraft = (person: Partial<Schemas['Person']>, timeZone: string): PersonDraft => ({
  id: person.id ?? '',
  badge: person.badge ?? '',
  name: person.name ?? '',
  timeZone: person.shift?.timeZone ?? timeZone,
  hours: (person.shift?.hours ?? []).map(({ days, from, to }) => ({ key: ++last, days, from: from.slice(0, 5), to: to.slice(0, 5) })),
});

/** What is sent of it. Without a stretch there is no shift. */
export function personBody({ badge, name, timeZone, hours }: PersonDraft): { badge?: string; name?: string; shift?: Shift } {
  return {
    ...(badge.trim() ? { badge: badge.trim() } : {}),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(hours.length > 0
      ? { shift: { timeZone: timeZone.trim(), hours: hours.map(({ days, from, to }) => ({ days: week.filter((day) => days.includes(day)), from, to })) } }
      : {}),
  };
}

/** `Monday to Friday, 08:00–16:00 (America/New_York)`. */
export const shiftInWords = (shift: Shift | undefined): string => (shift ? `${shift.hours.map(hoursInWords).join('; ')} (${shift.timeZone})` : '');

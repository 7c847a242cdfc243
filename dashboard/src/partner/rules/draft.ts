import type { Rule } from './standing';
import type { Day, WeeklyHours } from './week';

/** Some hours as they are typed. */
export interface HoursDraft {
  /** Tells the rows of a form apart. */
  readonly key: number;
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}

/** A rule as it is typed. What is switched off keeps what was typed into it. */
export interface Draft {
  readonly enabled: boolean;
  readonly onlyCalls: boolean;
  readonly calls: readonly string[];
  readonly onlyHours: boolean;
  readonly hours: readonly HoursDraft[];
  readonly paused: boolean;
  /** As `datetime-local` has it, here. */
  readonly pausedUntil: string;
}

export type DraftFault = { readonly field: 'calls' | 'hours' | 'pausedUntil'; readonly words: string };

/** `08:00` whatever the API's form of it is; seconds stay where there are any. */
const typed = (time: string): string => time.replace(/^(\d\d:\d\d):00(\.0+)?$/, '$1');

export function draftOf(rule: Rule, now: number): Draft {
  const until = rule.pausedUntil ? Date.parse(rule.pausedUntil) : 0;
  return {
    enabled: rule.enabled,
    onlyCalls: rule.callTypes.length > 0,
    calls: rule.callTypes.map((code) => code.toUpperCase()),
    onlyHours: rule.hours.length > 0,
    hours: rule.hours.map(({ days, from, to }, key) => ({ key, days, from: typed(from), to: typed(to) })),
    paused: until > now,
    pausedUntil: until > now ? localOf(until) : '',
  };
}

/** The rule that was typed; how far back police may look is not typed here and stays. */
export function ruleOfDraft(draft: Draft, before: Rule): Rule {
  const hours = draft.hours.map(({ days, from, to }): WeeklyHours => ({ days: [...days], from, to }));
  const { pausedUntil: _, ...kept } = before;
  return {
    ...kept,
    enabled: draft.enabled,
    callTypes: draft.onlyCalls ? [...draft.calls] : [],
    hours: draft.onlyHours ? hours : [],
    ...(draft.paused ? { pausedUntil: new Date(draft.pausedUntil).toISOString() } : {}),
  };
}

/** What is missing before it can be a rule. */
export function faultsOf(draft: Draft, now: number): DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.onlyCalls && draft.calls.length === 0) faults.push({ field: 'calls', words: 'Choose at least one kind of call, or every kind.' });
  if (draft.onlyHours && draft.hours.length === 0) faults.push({ field: 'hours', words: 'Add some hours, or choose any hour.' });
  if (draft.onlyHours && draft.hours.some(({ days }) => days.length === 0))
    faults.push({ field: 'hours', words: 'Choose at least one day for each of the hours.' });
  if (draft.onlyHours && draft.hours.some(({ from, to }) => !from || !to)) faults.push({ field: 'hours', words: 'Say from when to when.' });
  if (draft.paused && !(Date.parse(draft.pausedUntil) > now)) faults.push({ field: 'pausedUntil', words: 'Choose a time that is still to come.' });
  return faults;
}

/** A moment as `datetime-local` has it, here, to the minute. */
export function localOf(ms: number): string {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

import { callsInWords } from './call-groups';
import { hoursInWords, listed } from './hours-in-words';
import { type Levels, type Never, type Rule, type Shared, sharedAs, type Terms } from './standing';
import { weekOf } from './week';

const neverWords: Readonly<Record<Never, string>> = {
  withdrawn: 'Taken back for good: never shared again.',
  notApproved: 'Not shared: the program has not let you in yet.',
  notSigned: 'Not shared yet: the agreement is not signed.',
  suspended: 'Not shared: the program has suspended your partnership.',
  agreementEnded: 'Not shared: your agreement has ended. Sign it again to go on.',
  stopped: 'Not shared: everything is stopped.',
  siteOff: 'Not shared: this whole site is switched off.',
  feedOff: 'Not shared: this camera is switched off.',
  noAgency: 'Not shared: no police agency is let in.',
  noCallInCommon: 'Not shared: your rules have no kind of call in common.',
  callsUnlockNothing: 'Not shared: the kinds of calls that you chose unlock no cameras at present.',
  noHourInCommon: 'Not shared: your rules have no hours in common.',
};

const moment = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `Mon, Dec 1, 2026, 08:00`, here. */
export const atMoment = (ms: number): string => moment.format(ms);

/** Whether a camera can be unlocked at all: not never, and not paused for every agency. */
export const isShared = (shared: Shared): boolean => shared.never === null && shared.standings.some(({ terms }) => terms.pausedUntil === null);

/** What of a camera is shared when, in a sentence for each group of agencies; with more than one agency it says with which. */
export function sharingInWords(levels: Levels, now: number, unlocking: readonly string[] | null): string[] {
  const shared = sharedAs(levels, now, unlocking);
  if (shared.never !== null) return [neverWords[shared.never]];
  const named = Object.keys(levels.partner.agencies).length > 1;
  return shared.standings.map(({ agencies, terms }) => termsInWords(terms, unlocking, named ? ` with ${listed(agencies.map(agencyName))}` : ''));
}

/** Agencies are known to us by their short names. */
export const agencyName = (id: string): string => id.toUpperCase();

function termsInWords(terms: Terms, unlocking: readonly string[] | null, who: string): string {
  const what = `hared${who} for ${callsFor(terms.calls, unlocking)}, ${hoursInWords(terms.hours)}`;
  const paused = terms.pausedUntil === null ? `S${what}.` : `Paused until ${atMoment(terms.pausedUntil)}. Then s${what}.`;
  return terms.lookBackMinutes > 0 ? `${paused} Police may also see ${lookBack(terms.lookBackMinutes)}.` : paused;
}

const callsFor = (calls: readonly string[] | null, unlocking: readonly string[] | null): string =>
  calls ? callsInWords(calls, unlocking) : 'every kind of call that unlocks cameras';

const lookBack = (minutes: number): string => `up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} from before the unlock`;

/** One rule by itself, whatever the others say; not how far back police may look, which the fewest of all levels decide. */
export function ruleInWords(rule: Rule, now: number, unlocking: readonly string[] | null): string {
  if (!rule.enabled) return 'Not shared.';
  const until = rule.pausedUntil ? Date.parse(rule.pausedUntil) : 0;
  return termsInWords(
    {
      calls: rule.callTypes.length > 0 ? rule.callTypes.map((code) => code.toUpperCase()) : null,
      hours: weekOf(rule.hours),
      pausedUntil: until > now ? until : null,
      lookBackMinutes: 0,
    },
    unlocking,
    '',
  );
}

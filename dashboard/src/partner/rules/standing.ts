import type { Schemas } from '../../shared/api';
import { common, everyHour, type Week, weekOf } from './week';

export type Partner = Schemas['PartnerAnswer'];
export type Site = Schemas['SiteAnswer'];
export type Feed = Schemas['FeedAnswer'];
export type Rule = Schemas['SharingRule'];

/** Every place where the owner said something about a camera. */
export interface Levels {
  readonly partner: Partner;
  readonly site: Site;
  readonly feed: Feed;
}

/** Why a camera is not shared, whatever happens. */
export type Never =
  | 'withdrawn'
  | 'notApproved'
  | 'notSigned'
  | 'suspended'
  | 'agreementEnded'
  | 'stopped'
  | 'siteOff'
  | 'feedOff'
  | 'noAgency'
  | 'noCallInCommon'
  | 'callsUnlockNothing'
  | 'noHourInCommon';

/** What all the rules together permit. */
export interface Terms {
  /** The only call types; null when every one that the unlock policy qualifies. */
  readonly calls: readonly string[] | null;
  readonly hours: Week;
  /** When the last pause ends, in ms since 1970; null when nothing is paused. */
  readonly pausedUntil: number | null;
  readonly lookBackMinutes: number;
}

/** How a camera is shared with some agencies. */
export interface Standing {
  readonly agencies: readonly string[];
  readonly terms: Terms;
}

export type Shared = { readonly never: Never } | { readonly never: null; readonly standings: readonly Standing[] };

/**
 * How a camera is shared, by every rule that holds for it: those of the partnership, the site, the camera and the agency, which must all permit, as the API's own
 * `Consent.Permits` has it. Agencies with the same terms stand together.
 * @param unlocking The call types that unlock cameras at present; null when that is not known.
 */
export function sharedAs({ partner, site, feed }: Levels, now: number, unlocking: readonly string[] | null): Shared {
  const never = neverBecause(partner, site, feed, now);
  if (never) return { never };
  const standings: { agencies: string[]; terms: Terms }[] = [];
  let last: Never = 'noAgency';
  for (const [agency, rule] of Object.entries(partner.agencies).sort(([a], [b]) => a.localeCompare(b))) {
    const terms = termsOf([partner.sharing, site.sharing, feed.sharing, rule], now, unlocking);
    if (typeof terms === 'string') {
      last = terms;
      continue;
    }
    const same = standings.find((standing) => JSON.stringify(standing.terms) === JSON.stringify(terms));
    if (same) same.agencies.push(agency);
    else standings.push({ agencies: [agency], terms });
  }
  return standings.length > 0 ? { never: null, standings } : { never: last };
}

function neverBecause(partner: Partner, site: Site, feed: Feed, now: number): Never | null {
  if (partner.status === 'withdrawn' || site.withdrawn || feed.withdrawn) return 'withdrawn';
  if (partner.status === 'applied' || partner.status === 'declined') return 'notApproved';
  if (partner.status === 'suspended') return 'suspended';
  if (partner.status !== 'active' || !partner.agreement) return 'notSigned';
  if (Date.parse(partner.agreement.endsAt) <= now) return 'agreementEnded';
  if (!partner.sharing.enabled) return 'stopped';
  if (!site.sharing.enabled) return 'siteOff';
  return feed.sharing.enabled ? null : 'feedOff';
}

/** What several rules permit together; why they never do, when they never do. */
function termsOf(rules: readonly Rule[], now: number, unlocking: readonly string[] | null): Terms | Never {
  if (rules.some((rule) => !rule.enabled)) return 'noAgency';
  const calls = rules
    .map((rule) => rule.callTypes)
    .filter((types) => types.length > 0)
    .map((types) => types.map((code) => code.toUpperCase()));
  const inCommon = calls.length === 0 ? null : calls.reduce((some, others) => some.filter((code) => others.includes(code)));
  if (inCommon?.length === 0) return 'noCallInCommon';
  const of = inCommon && unlocking ? inCommon.filter((code) => unlocking.includes(code)) : inCommon;
  if (of?.length === 0) return 'callsUnlockNothing';
  const hours = rules.map((rule) => weekOf(rule.hours)).reduce(common, everyHour);
  if (hours.length === 0) return 'noHourInCommon';
  const pauses = rules.map((rule) => (rule.pausedUntil ? Date.parse(rule.pausedUntil) : 0)).filter((until) => until > now);
  return {
    calls: of ? of.toSorted() : null,
    hours,
    pausedUntil: pauses.length > 0 ? Math.max(...pauses) : null,
    lookBackMinutes: Math.min(...rules.map((rule) => rule.lookBackMinutes ?? 0)),
  };
}

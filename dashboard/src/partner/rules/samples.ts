import fc from 'fast-check';
import type { Feed, Partner, Rule, Site } from './standing';
import { type Day, days, type WeeklyHours } from './week';

/** For tests: what the API answers, and any of it. */
export const always: Rule = { enabled: true, callTypes: [], hours: [] };

export const partner = (more: Partial<Partner> = {}): Partner => ({
  partnerId: 'p-1',
  status: 'active',
  version: 1,
  changedAt: '2026-11-01T00:00:00Z',
  agreement: { version: 1, signedBy: 'o', signedAt: '2026-01-01T00:00:00Z', endsAt: '2028-01-01T00:00:00Z' },
  sharing: always,
  agencies: { cpd: always },
  sites: 1,
  feeds: 1,
  users: [],
  invitations: [],
  wantsNotices: false,
  ...more,
});

export const site = (more: Partial<Site> = {}): Site => ({
  siteId: 's-1',
  place: { latitude: 35, longitude: -85 },
  timeZone: 'America/New_York',
  sharing: always,
  withdrawn: false,
  feeds: 1,
  version: 1,
  ...more,
});

export const feed = (more: Partial<Feed> = {}): Feed => ({
  feedId: 'f-1',
  siteId: 's-1',
  place: { latitude: 35, longitude: -85 },
  placement: 'outdoor',
  analytics: [],
  sharing: always,
  withdrawn: false,
  version: 1,
  ...more,
});

export const everyDay: readonly Day[] = days;
const time = fc.nat(24 * 4 - 1).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);

export const anyHours: fc.Arbitrary<WeeklyHours> = fc.record({ days: fc.subarray([...days], { minLength: 1 }), from: time, to: time });

export const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    enabled: fc.boolean().map((off) => !off),
    callTypes: fc.subarray(['ROBBERY', 'SHOOT', 'ACTSHOOT', 'burglary']),
    hours: fc.array(anyHours, { maxLength: 2 }),
    pausedUntil: fc.option(fc.constantFrom('2026-11-01T00:00:00Z', '2026-12-24T00:00:00Z'), { nil: null }),
    lookBackMinutes: fc.nat(30),
  })
  .map(({ pausedUntil, ...rule }) => (pausedUntil ? { ...rule, pausedUntil } : rule));

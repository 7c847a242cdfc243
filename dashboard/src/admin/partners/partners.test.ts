import { describe, expect, it } from 'vitest';
import { decisionsOf, findPartners, nameOf, type Partner, type PartnerStatus } from './partners';
import { daysInWords, hoursInWords, sharingInWords } from './sharing';

const partner = (partnerId: string, name: string | undefined, status: PartnerStatus = 'active', more: Partial<Partner> = {}): Partner => ({
  partnerId,
  status,
  version: 1,
  changedAt: '2026-11-26T00:00:00Z',
  ...(name === undefined ? {} : { profile: { name } }),
  sharing: { enabled: true, callTypes: [], hours: [] },
  agencies: {},
  sites: 0,
  feeds: 0,
  users: [],
  invitations: [],
  wantsNotices: false,
  ...more,
});

describe('partners', () => {
  const all = [partner('p-1', 'Zed’s'), partner('p-2', 'Arbor Bakery'), partner('p-3', 'Late applicant', 'applied'), partner('p-4', undefined, 'declined')];

  it('what waits comes first, then by name', () => expect(findPartners(all, '', '').map(({ partnerId }) => partnerId)).toEqual(['p-3', 'p-2', 'p-1', 'p-4']));

  it('are found by words in any order, and by status', () => {
    expect(findPartners(all, ' bakery ARBOR', '').map(nameOf)).toEqual(['Arbor Bakery']);
    expect(findPartners(all, 'p-4', '').map(nameOf)).toEqual(['p-4']);
    expect(findPartners(all, '', 'applied').map(nameOf)).toEqual(['Late applicant']);
    expect(findPartners(all, 'nobody', '')).toEqual([]);
  });

  it('are called by their id where their name says nothing', () =>
    expect([nameOf(partner('p-9', '\u202e \u200e')), nameOf(partner('p-9', undefined))]).toEqual(['p-9', 'p-9']));

  it('can be decided about as far as they have come', () => {
    const owner = { users: [{ id: 'rosa', role: 'owner' as const, version: 1 }] };
    expect(decisionsOf(partner('p', 'x', 'applied'))).toEqual(['approve', 'decline']);
    expect(decisionsOf(partner('p', 'x', 'approved'))).toEqual(['invite']);
    expect(decisionsOf(partner('p', 'x', 'approved', owner))).toEqual([]);
    expect(decisionsOf(partner('p', 'x', 'active', owner))).toEqual(['suspend']);
    expect(decisionsOf(partner('p', 'x', 'suspended', owner))).toEqual(['reinstate']);
    expect(decisionsOf(partner('p', 'x', 'withdrawn'))).toEqual([]);
  });
});

describe('what an owner decided, in words', () => {
  it.each([
    [['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'], 'Monday to Friday'],
    [['Sunday', 'Saturday'], 'Saturday, Sunday'],
    [['Wednesday'], 'Wednesday'],
    [['Friday', 'Monday', 'Wednesday'], 'Monday, Wednesday, Friday'],
    [['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'], 'every day'],
  ])('%j is %s', (days, words) => expect(daysInWords(days)).toBe(words));

  it('tells hours over midnight, and whole days', () => {
    expect(hoursInWords({ days: ['Saturday'], from: '22:00:00', to: '06:00:00' })).toBe('Saturday, 22:00–06:00 the next day');
    expect(hoursInWords({ days: ['Saturday'], from: '00:00', to: '00:00' })).toBe('Saturday, all day');
  });

  it('tells a rule as a sentence', () => {
    expect(sharingInWords({ enabled: false, callTypes: [], hours: [] })).toBe('Shares nothing.');
    expect(sharingInWords({ enabled: true, callTypes: [], hours: [] })).toBe('Shares for every call that the policy names, at any time.');
    expect(
      sharingInWords({ enabled: true, callTypes: ['SHOOT', 'ROBBERY'], hours: [{ days: ['Monday'], from: '08:00', to: '18:00' }], lookBackMinutes: 5 }),
    ).toBe('Shares only for Robbery; Shooting, Monday, 08:00–18:00, with 5 min from before.');
  });
});

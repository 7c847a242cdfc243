import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grant, Incident } from '../board';
import { knownOf, overText, troubleText } from './known';
import { pageOf, placesOf } from './places';

const now = Date.parse('2026-11-26T12:00:00Z');
const grant = (grantId: string, more: Partial<Grant> = {}): Grant => ({
  grantId,
  feedId: `feed-${grantId}`,
  feedName: grantId,
  distanceMeters: 10,
  inView: false,
  state: 'unlocked',
  issuedAt: '2026-11-26T11:50:00Z',
  expiresAt: '2026-11-26T12:20:00Z',
  overdue: false,
  ...more,
});
const incident = (grants: Grant[], more: Partial<Incident> = {}): Incident => ({
  incidentId: 'i',
  agency: 'a',
  number: '1',
  version: 7,
  status: 'open',
  cadStatus: 'Active',
  units: [],
  receivedAt: '2026-11-26T11:50:00Z',
  openedAt: '2026-11-26T11:50:00Z',
  changedAt: '2026-11-26T11:50:00Z',
  grants,
  source: 'cad',
  awaitingApproval: false,
  ...more,
});
const names = (grants: readonly Grant[]) => grants.map(({ grantId }) => grantId);

describe('places on the wall', () => {
  it('has the nearest first, and only what is live', () => {
    const all = [
      grant('far', { distanceMeters: 90 }),
      grant('near', { distanceMeters: 5 }),
      grant('locked', { state: 'locked' }),
      grant('late', { expiresAt: '2026-11-26T12:00:00Z' }),
    ];
    expect(names(placesOf(incident(all), now, new Set()))).toEqual(['near', 'far']);
  });

  it('keeps the place of what was live', () => {
    const all = [grant('a', { distanceMeters: 1, state: 'locked', reason: 'sharingOff' }), grant('b', { distanceMeters: 2 })];
    expect(names(placesOf(incident(all), now, new Set(['a'])))).toEqual(['a', 'b']);
  });
});

describe('pages of the wall', () => {
  it('together are all, each once, and none is too large', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 9 }), fc.integer(), (all, size, wanted) => {
        const { pages, page, items } = pageOf(all, wanted, size);
        expect(page).toBeGreaterThanOrEqual(0);
        expect(page).toBeLessThan(pages);
        expect(items.length).toBeLessThanOrEqual(size);
        expect(Array.from({ length: pages }, (_, i) => pageOf(all, i, size).items).flat()).toEqual(all);
      }),
    );
  });
});

describe('what a view says of a grant', () => {
  it.each([
    [{}, {}, null],
    [{ state: 'locked', reason: 'sharingOff' } as const, {}, 'sharingOff'],
    [{ state: 'locking', reason: 'timeToLive' } as const, {}, 'timeToLive'],
    [{}, { status: 'closed' } as const, 'incidentClosed'],
    [{ state: 'locked' } as const, {}, 'locked'],
    [{ state: 'pending' } as const, {}, 'pending'],
    [{ state: 'awaitingApproval' } as const, {}, 'awaitingApproval'],
  ])('%o in %o is over because of %s', (more, whole, over) => {
    const it = grant('a', more);
    expect(knownOf(incident([it], whole), it)).toEqual({ version: 7, until: now + 20 * 60_000, over });
  });

  it('a code that nobody has words for is shown as it is', () => {
    expect(overText('somethingNew')).toContain('somethingNew');
    expect(overText('sharingOff')).toBe('The owner stopped sharing this camera.');
    expect(troubleText('unreachable')).toContain('server');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stageOf } from '../board';
import { grant, incident, iso, minute, noon } from '../testing/incidents';
import { grantText, isLockable, placeText, reasonText, stageText, toneAt } from './stage';

describe('a stage clock', () => {
  it.each([
    ['Unlocked 24:10', incident({ grants: [grant({ expiresAt: iso(noon + 24 * minute + 10_000) })] })],
    ['Closing in 04:12', incident({ grants: [grant({ expiresAt: iso(noon + 4 * minute + 12_000) })] })],
    ['Waiting for approval', incident({ awaitingApproval: true, grants: [grant({ state: 'awaitingApproval' })] })],
    ['Locked', incident({ grants: [grant({ state: 'locked' })] })],
    ['Not qualified', incident({ decision: 'callTypeNotQualified' })],
    ['Closed', incident({ status: 'closed' })],
  ])('says %s', (text, given) => {
    expect(stageText(stageOf(given, noon), noon)).toBe(text);
  });

  it('is loud where approval is needed, whatever is unlocked already', () => {
    expect(toneAt(incident({ awaitingApproval: true, grants: [grant()] }), noon)).toBe('danger');
    expect(toneAt(incident({ awaitingApproval: true, status: 'closed' }), noon)).toBe('locked');
  });
});

describe('a feed', () => {
  it('is never said to be unlocked when it may not be looked at', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('open' as const, 'closed' as const),
        fc.constantFrom('awaitingApproval' as const, 'pending' as const, 'unlocked' as const, 'locking' as const, 'locked' as const, 'failed' as const),
        fc.integer({ min: -minute, max: minute }),
        (status, state, left) => {
          const [of, given] = [incident({ status }), grant({ state, expiresAt: iso(noon + left) })];
          expect(grantText(of, given, noon).text.startsWith('Unlocked')).toBe(status === 'open' && state === 'unlocked' && left > 0);
        },
      ),
    );
  });

  it('says why it is locked', () => {
    expect(grantText(incident(), grant({ state: 'locked', reason: 'lockedBySupervisor' }), noon).text).toBe('Locked: a supervisor locked it');
    expect(reasonText('somethingNew')).toBe('somethingNew');
  });

  it('can be locked while it is open or about to be', () => {
    expect(isLockable(incident(), grant({ state: 'pending' }), noon)).toBe(true);
    expect(isLockable(incident(), grant(), noon)).toBe(true);
    expect(isLockable(incident(), grant(), noon + 30 * minute)).toBe(false);
    expect(isLockable(incident({ status: 'closed' }), grant({ state: 'pending' }), noon)).toBe(false);
  });
});

describe('a place', () => {
  it('is the address, a threat’s area, or a position', () => {
    const location = { kind: 'CurrentIncident', latitude: 35.0456, longitude: -85.3097 } as const;
    const area = { type: 'Point', coordinates: [-85.3097, 35.0456], radiusMeters: 350 } as const;
    expect(placeText(incident({ location: { ...location, address: '1 Main St' } }))).toBe('1 Main St');
    expect(placeText(incident({ location }))).toBe('35.04560, -85.30970');
    expect(placeText(incident({ location, threat: { reason: 'BOMB', area, declaredBy: 'x', approvalDueAt: iso(noon), endsAt: iso(noon) } as never }))).toBe(
      'Within 350 m of 35.04560, -85.30970',
    );
    expect(placeText(incident())).toBe('No place');
  });
});

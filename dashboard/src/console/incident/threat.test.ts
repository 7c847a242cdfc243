import { describe, expect, it } from 'vitest';
import { largestRadius, ThreatDraft } from './threat';

describe('a threat that is about to be declared', () => {
  it('is no larger than the policy lets it be', () => {
    const radius = largestRadius(1_000_000);
    expect(Math.PI * radius ** 2).toBeLessThanOrEqual(1_000_000);
    expect(Math.PI * (radius + 1) ** 2).toBeGreaterThan(1_000_000);
  });

  it('is sent as GeoJSON, longitude first, without an empty note', () => {
    const draft = new ThreatDraft([35.0456, -85.3097]);
    draft.reason.value = 'BOMB';
    draft.note.value = '  ';
    expect(draft.body()).toEqual({ reason: 'BOMB', area: { type: 'Point', coordinates: [-85.3097, 35.0456], radiusMeters: 200 }, minutes: 30 });
  });

  it('is the same when it is sent again, and another when it was changed', () => {
    const draft = new ThreatDraft([35, -85]);
    const first = draft.idempotencyKey();
    expect(draft.idempotencyKey()).toBe(first);
    draft.radiusMeters.value = 300;
    const second = draft.idempotencyKey();
    expect(second).not.toBe(first);
    expect(draft.idempotencyKey()).toBe(second);
  });
});

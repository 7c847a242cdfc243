import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../board';
import { fromField, longestMs, presetSpan, presets, spanFault, toField } from './span';

const unlockedAt = Date.parse('2026-11-26T12:00:00Z');
const grant = (more: Partial<Grant> = {}): Grant => ({
  grantId: 'g',
  feedId: 'f',
  feedName: 'Camera',
  distanceMeters: 1,
  inView: true,
  state: 'unlocked',
  issuedAt: '2026-11-26T12:00:00Z',
  unlockedAt: '2026-11-26T12:00:00Z',
  expiresAt: '2026-11-26T12:30:00Z',
  overdue: false,
  ...more,
});
const minutes = (n: number) => n * 60_000;

describe('presets', () => {
  it('stand for what they say', () => {
    const now = unlockedAt + minutes(10);
    expect(presetSpan('last2', grant(), now)).toEqual({ from: now - minutes(2) - 2_000, to: now - 2_000 });
    expect(presetSpan('sinceUnlock', grant(), now)).toEqual({ from: unlockedAt + 1, to: now - 2_000 });
    expect(presetSpan('before5', grant(), now)).toEqual({ from: unlockedAt + 1 - minutes(5), to: unlockedAt + 1 });
  });

  it('never ask for what was not yet recorded, nor for more than an hour, nor, but where they say so, for before the unlock', () => {
    fc.assert(
      fc.property(fc.constantFrom(...presets.map(([preset]) => preset)), fc.integer({ min: 0, max: minutes(200) }), fc.boolean(), (preset, passed, locked) => {
        const now = unlockedAt + passed;
        const lockedAt = new Date(unlockedAt + passed / 2).toISOString();
        const span = presetSpan(preset, locked ? grant({ state: 'locked', lockedAt }) : grant(), now);
        if (!span) return;
        expect(spanFault(span)).toBeNull();
        expect(span.to - span.from).toBeLessThanOrEqual(longestMs);
        if (preset.startsWith('before')) expect(span.to).toBe(unlockedAt + 1);
        else {
          expect(span.from).toBeGreaterThan(unlockedAt);
          expect(span.to).toBeLessThan(locked ? Date.parse(lockedAt) : now);
        }
      }),
    );
  });

  it('there is none of a camera that was never unlocked', () => {
    const { unlockedAt: _, ...never } = grant();
    expect(presetSpan('last2', never, unlockedAt)).toBeNull();
  });
});

describe('a span', () => {
  it('is told what is wrong with it', () => {
    expect(spanFault({ from: Number.NaN, to: 1 })).toContain('from when');
    expect(spanFault({ from: 2, to: 1 })).toContain('after');
    expect(spanFault({ from: 0, to: longestMs + 1 })).toContain('an hour');
    expect(spanFault({ from: 0, to: longestMs })).toBeNull();
  });

  it('goes through a field unchanged, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
        const text = toField(seconds * 1000);
        // An hour that the clock shows twice in autumn may come back as the other one.
        expect(toField(fromField(text))).toBe(text);
      }),
    );
    expect(toField(Number.NaN)).toBe('');
    expect(fromField('')).toBeNaN();
  });
});

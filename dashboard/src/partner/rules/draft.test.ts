import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, faultsOf, localOf, ruleOfDraft } from './draft';
import { always, anyRule } from './samples';
import { ruleInWords } from './words';

const now = Date.parse('2026-11-26T12:00:00Z');

describe('a rule as it is typed', () => {
  it('says the same when nothing was typed', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const draft = draftOf(rule, now);
        expect(faultsOf(draft, now)).toEqual([]);
        expect(ruleInWords(ruleOfDraft(draft, rule), now, null)).toBe(ruleInWords(rule, now, null));
        expect(ruleOfDraft(draft, rule).lookBackMinutes).toBe(rule.lookBackMinutes);
      }),
    );
  });

  it('reads times as the API writes them', () => {
    const draft = draftOf({ ...always, hours: [{ days: ['Monday'], from: '22:00:00', to: '06:30:15' }] }, now);
    expect(draft.hours[0]).toMatchObject({ from: '22:00', to: '06:30:15' });
  });

  it('says what is missing', () => {
    const draft = draftOf(always, now);
    const faults = (more: Partial<typeof draft>) => faultsOf({ ...draft, ...more }, now).map(({ field }) => field);
    expect(faults({ onlyCalls: true })).toEqual(['calls']);
    expect(faults({ onlyHours: true })).toEqual(['hours']);
    expect(faults({ onlyHours: true, hours: [{ key: 0, days: [], from: '', to: '' }] })).toEqual(['hours', 'hours']);
    expect(faults({ paused: true })).toEqual(['pausedUntil']);
    expect(faults({ paused: true, pausedUntil: localOf(now - 60_000) })).toEqual(['pausedUntil']);
    expect(faults({ paused: true, pausedUntil: localOf(now + 3_600_000) })).toEqual([]);
  });

  it('forgets a pause that is over', () => {
    expect(ruleOfDraft(draftOf({ ...always, pausedUntil: '2026-01-01T00:00:00Z' }, now), always)).toEqual(always);
  });
});

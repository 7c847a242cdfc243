import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, byIncident, duration, endOf, type Line, merged, newestFirst, ongoing, timesOf, whoOf, whyOf } from './lines';

const line = (more: Partial<Line> = {}): Line => ({
  id: 'a',
  kind: 'unlocked',
  feedId: 'f-1',
  feedName: 'Front door',
  agency: 'cpd',
  incidentId: 'i-1',
  number: '26-1',
  callType: 'ROBBERY',
  by: { text: 'unlock policy' },
  at: '2026-11-26T12:00:00Z',
  from: '2026-11-26T12:00:01Z',
  ...more,
});
const over = { until: '2026-11-26T12:10:00Z', seconds: 599, how: 'locked', why: 'incidentClosed' };

describe('lines of an access log', () => {
  it('stay over once they are, in whatever order they come', () => {
    const anyLines = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), ended: fc.boolean() }));
    fc.assert(
      fc.property(anyLines, (some) => {
        const known = some.reduce((all, { id, ended }) => merged(all, [line({ id, ...(ended ? over : {}) })]), new Map() as ReadonlyMap<string, Line>);
        for (const id of ['a', 'b', 'c']) expect(known.get(id)?.until !== undefined).toBe(some.some((one) => one.id === id && one.ended));
      }),
    );
  });

  it('that last are views before unlocks, and none that is over or was never open', () => {
    const { from: _, ...closed } = line({ id: 'never' });
    const lines = [
      line(),
      line({ id: 'v', kind: 'viewed', at: '2026-11-26T11:00:00Z' }),
      line({ id: 'over', ...over }),
      closed,
      line({ id: 's', kind: 'still' }),
    ];
    expect(ongoing(lines).map(({ id }) => id)).toEqual(['v', 'a']);
    expect(newestFirst(lines).at(-1)?.id).toBe('v');
  });

  it('say who, why, and how it ended', () => {
    expect(whoOf(line())).toBe('CPD: unlocked by the program’s policy');
    expect(whoOf(line({ by: { text: 'investigator, badge 4711' } }))).toBe('CPD: investigator, badge 4711');
    expect(whyOf(line())).toBe('for robbery, call 26-1');
    const { callType: _, ...untyped } = line();
    expect(whyOf(untyped)).toBe('for call 26-1');
  });

  it.each([
    [{}, null],
    [over, 'Locked again: the call was closed.'],
    [{ ...over, why: 'sharingOff' }, 'Locked again: sharing was switched off.'],
    [{ ...over, why: 'somethingNew' }, 'Locked again: somethingNew.'],
    [{ kind: 'viewed', ...over, how: 'released' }, 'The viewer looked away.'],
    [{ kind: 'viewed', ...over, how: 'lapsed' }, 'The view ended by itself.'],
    [{ kind: 'viewed', ...over, how: 'failed' }, 'The camera did not answer.'],
    [{ kind: 'viewed', ...over, how: 'cut', why: 'sharingOff' }, 'Cut off: sharing was switched off.'],
    [{ kind: 'refused', how: 'refused', why: 'outsideHours' }, 'Not let in: your sharing hours ended.'],
    [{ kind: 'still', how: 'kept' }, 'Kept as evidence.'],
  ] as [Partial<Line>, string | null][])('%j', (more, words) => {
    expect(endOf(line(more))).toBe(words);
  });

  it('that never opened say so', () => {
    const { from: _, ...closed } = line(over);
    expect(endOf(closed)).toBe('Never opened: the call was closed.');
  });

  it('of one incident stand together, and the very same of several cameras are one', () => {
    const lines = [
      line({ id: '1', ...over }),
      line({ id: '2', feedId: 'f-2', ...over, until: '2026-11-26T12:10:20Z' }),
      line({ id: '3', kind: 'viewed', ...over }),
      line({ id: '4', kind: 'viewed', ...over }),
      line({ id: '5', incidentId: 'i-2' }),
    ];
    const [first, second] = byIncident(lines);
    expect(second?.map(({ id }) => id)).toEqual(['5']);
    expect(alike(first ?? []).map((some) => some.map(({ id }) => id))).toEqual([['1', '2'], ['3'], ['4']]);
  });

  it('tell time plainly', () => {
    expect([12, 60, 185, 3600, 3840, 0.4, -1].map(duration)).toEqual(['12 s', '1 min', '3 min 5 s', '1 h', '1 h 4 min', '0 s', '0 s']);
    expect(timesOf(line(over))).toMatch(/^\d\d:00–\d\d:10$/);
    expect(timesOf(line({ until: '2026-11-26T12:00:30Z' }))).toMatch(/^\d\d:00$/);
  });
});

import { effect } from '@preact/signals';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Board, isLive, liveGrants, stageOf } from './board';
import { grant, incident, iso, minute, noon } from './testing/incidents';

afterEach(() => vi.restoreAllMocks());

describe('a feed may be looked at', () => {
  it('while its incident is open, it is unlocked and its time is not over: all of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('open' as const, 'closed' as const),
        fc.constantFrom('awaitingApproval' as const, 'pending' as const, 'unlocked' as const, 'locking' as const, 'locked' as const, 'failed' as const),
        fc.integer({ min: -minute, max: minute }),
        (status, state, left) => {
          const given = grant({ state, expiresAt: iso(noon + left) });
          expect(isLive(incident({ status }), given, noon)).toBe(status === 'open' && state === 'unlocked' && left > 0);
        },
      ),
    );
  });

  it('nearest first', () => {
    const grants = [grant({ grantId: 'far', distanceMeters: 90 }), grant({ grantId: 'near', distanceMeters: 5 }), grant({ grantId: 'over', state: 'locked' })];
    expect(liveGrants(incident({ grants }), noon).map(({ grantId }) => grantId)).toEqual(['near', 'far']);
  });
});

describe('a stage', () => {
  it.each([
    ['received', incident({ decision: undefined } as never), noon],
    ['notQualified', incident({ decision: 'callTypeNotQualified' }), noon],
    ['nothingUnlocked', incident(), noon],
    ['awaitingApproval', incident({ awaitingApproval: true, grants: [grant({ state: 'awaitingApproval' })] }), noon],
    ['pending', incident({ grants: [grant({ state: 'pending' })] }), noon],
    ['unlocked', incident({ grants: [grant()] }), noon],
    ['unlocked', incident({ awaitingApproval: true, grants: [grant()] }), noon],
    ['closing', incident({ grants: [grant()] }), noon + 25 * minute],
    ['locked', incident({ grants: [grant()] }), noon + 30 * minute],
    ['locked', incident({ grants: [grant({ state: 'locked' })] }), noon],
    ['locked', incident({ grants: [grant({ state: 'failed' }), grant({ grantId: 'g-2', state: 'locked' })] }), noon],
    ['nothingUnlocked', incident({ grants: [grant({ state: 'failed' })] }), noon],
    ['closed', incident({ status: 'closed', grants: [grant()] }), noon],
  ] as const)('is %s', (kind, given, now) => {
    expect(stageOf(given, now).kind).toBe(kind);
  });

  it('lasts as long as the feed that is unlocked longest', () => {
    const grants = [grant({ expiresAt: iso(noon + minute) }), grant({ grantId: 'g-2', expiresAt: iso(noon + 9 * minute) })];
    expect(stageOf(incident({ grants }), noon)).toEqual({ kind: 'unlocked', until: noon + 9 * minute, feeds: 2 });
  });
});

describe('the board', () => {
  it('has the newest version of each, in whatever order they come', () => {
    const versions = Array.from({ length: 4 }, (_, i) => ['a', 'b'].map((id) => incident({ incidentId: id, version: i + 1, number: `${id}-${i + 1}` }))).flat();
    fc.assert(
      fc.property(fc.shuffledSubarray(versions, { minLength: 1 }), (views) => {
        const board = new Board();
        for (const view of views) board.merge([view]);
        for (const id of board.ids.value) {
          const newest = Math.max(...views.filter((view) => view.incidentId === id).map((view) => view.version));
          expect(board.get(id)?.value.version).toBe(newest);
        }
        expect(new Set(board.ids.value)).toEqual(new Set(views.map((view) => view.incidentId)));
      }),
    );
  });

  it('orders by time, those received last first', () => {
    const board = new Board();
    board.merge([0, 2, 1].map((i) => incident({ incidentId: `i-${i}`, receivedAt: iso(noon + i * minute) })));
    expect(board.ids.value).toEqual(['i-2', 'i-1', 'i-0']);
  });

  it('tells of a change to who watches that incident, and to nobody else', () => {
    const board = new Board();
    board.merge(['a', 'b'].map((incidentId) => incident({ incidentId })));
    const [a, b, list] = [vi.fn(), vi.fn(), vi.fn()];
    effect(() => a(board.get('a')?.value));
    effect(() => b(board.get('b')?.value));
    effect(() => list(board.ids.value));
    board.merge([incident({ incidentId: 'a', version: 2 })]);
    expect([a.mock.calls.length, b.mock.calls.length, list.mock.calls.length]).toEqual([2, 1, 1]);
  });

  it('draws many pushes at once, of each incident the newest', () => {
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
    const board = new Board();
    board.push(incident({ version: 3 }));
    board.push(incident({ version: 2 }));
    board.push(incident({ incidentId: 'i-2' }));
    expect(board.ids.value).toEqual([]);
    expect(frames.length).toBe(1);
    frames[0]?.(0);
    expect(board.get('i-1')?.value.version).toBe(3);
    expect(board.ids.value.length).toBe(2);
  });

  it('forgets what has been closed for a while, but not what is looked at', () => {
    const board = new Board({ now: () => noon });
    const closed = { status: 'closed', closedAt: iso(noon) } as const;
    board.merge([incident({ incidentId: 'open' }), incident({ incidentId: 'seen', ...closed }), incident({ incidentId: 'gone', ...closed })]);
    board.tidy(noon + minute, 'seen');
    expect(board.ids.value.length).toBe(3);
    board.tidy(noon + 5 * minute, 'seen');
    expect([...board.ids.value].sort()).toEqual(['open', 'seen']);
  });

  it('does not take in again what it forgot, however often that is read', () => {
    let now = noon;
    const board = new Board({ now: () => now });
    const gone = incident({ status: 'closed', closedAt: iso(noon) });
    board.merge([gone]);
    now += 5 * minute;
    board.tidy(now);
    board.merge([gone]);
    expect(board.ids.value).toEqual([]);
    board.merge([incident({ version: 2 })]);
    expect(board.ids.value, 'reopened').toEqual(['i-1']);
  });

  it('knows when something last changed', () => {
    const board = new Board();
    expect(board.changedAt).toBe('');
    board.merge([incident({ changedAt: iso(noon + minute) }), incident({ incidentId: 'i-2', changedAt: iso(noon) })]);
    expect(board.changedAt).toBe(iso(noon + minute));
  });
});

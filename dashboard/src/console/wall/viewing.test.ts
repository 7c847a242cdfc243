import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, dueAt, type Known, overBecause, type Step, shown, step, type Ticket, type Viewing, type ViewingEvent, type Wish } from './viewing';

const t0 = 1_800_000_000_000;
const open: Known = { version: 1, until: t0 + 600_000, over: null };
const ticket = (id: string, expiresAt: number): Ticket => ({ id, url: `/video/${id}`, kind: 'mjpeg', expiresAt });

/** Runs events of given moments; what was wished last is in `wishes`. */
function play(...events: [number, ViewingEvent][]): Step {
  let last: Step = { viewing: begin(open), wishes: [] };
  for (const [at, event] of events) last = step(last.viewing, event, t0 + at);
  return last;
}
const looked: [number, ViewingEvent] = [0, { kind: 'looked', looked: true }];
const given: [number, ViewingEvent] = [100, { kind: 'given', ticket: ticket('a', t0 + 30_000) }];
const time = (at: number): [number, ViewingEvent] => [at, { kind: 'time' }];

describe('viewing', () => {
  it('asks for nothing while nobody looks', () => {
    expect(play(time(0)).wishes).toEqual([]);
  });

  it('asks once somebody looks, and shows what is given', () => {
    expect(play(looked).wishes).toEqual([{ kind: 'ask' }]);
    expect(play(looked, time(50)).wishes).toEqual([]);
    expect(shown(play(looked, given).viewing, t0 + 100)?.url).toBe('/video/a');
  });

  it('renews well before the ticket is over, and only then', () => {
    expect(play(looked, given, time(10_000)).wishes).toEqual([]);
    expect(play(looked, given, time(15_100)).wishes).toEqual([{ kind: 'renew', ticket: 'a' }]);
    expect(dueAt(play(looked, given).viewing, t0 + 100)).toBe(t0 + 15_050);
  });

  it('gives back when nobody looks any more, and shows nothing', () => {
    const away = play(looked, given, [200, { kind: 'looked', looked: false }]);
    expect(away.wishes).toEqual([{ kind: 'giveBack', ticket: 'a' }]);
    expect(shown(away.viewing, t0 + 200)).toBeNull();
  });

  it('gives back what comes after one looked away', () => {
    expect(play(looked, [50, { kind: 'looked', looked: false }], given).wishes).toEqual([{ kind: 'giveBack', ticket: 'a' }]);
  });

  it('does not show a ticket that was given back while it was being renewed', () => {
    const back = play(looked, given, time(15_100), [15_200, { kind: 'looked', looked: false }], [15_300, { kind: 'looked', looked: true }]);
    expect(back.wishes).toEqual([]);
    const late = step(back.viewing, { kind: 'given', ticket: ticket('a', t0 + 45_000) }, t0 + 15_400);
    expect(shown(late.viewing, t0 + 15_400)).toBeNull();
    expect(late.wishes).toEqual([{ kind: 'giveBack', ticket: 'a' }, { kind: 'ask' }]);
  });

  it('shows nothing from the moment a view says that the grant is over', () => {
    const told = play(looked, given, [200, { kind: 'told', known: { ...open, version: 2, over: 'sharingOff' } }]);
    expect(shown(told.viewing, t0 + 200)).toBeNull();
    expect(overBecause(told.viewing, t0 + 200)).toBe('sharingOff');
  });

  it('is not told anything by an older view', () => {
    const told = play(looked, given, [200, { kind: 'told', known: { ...open, version: 3, over: 'sharingOff' } }], [300, { kind: 'told', known: open }]);
    expect(overBecause(told.viewing, t0 + 300)).toBe('sharingOff');
  });

  it('shows nothing from the moment the grant is over by the clock, without a word from anybody', () => {
    const viewing = play(looked, [0, { kind: 'told', known: { ...open, version: 2, until: t0 + 20_000 } }], given).viewing;
    expect(shown(viewing, t0 + 19_999)).not.toBeNull();
    expect(shown(viewing, t0 + 20_000)).toBeNull();
    expect(overBecause(viewing, t0 + 20_000)).toBe('timeToLive');
  });

  it('shows nothing from the moment a renewal is refused', () => {
    const refused = play(looked, given, time(15_100), [15_200, { kind: 'failed', status: 403, code: 'sharingOff' }]);
    expect(shown(refused.viewing, t0 + 15_200)).toBeNull();
    expect(overBecause(refused.viewing, t0 + 15_200)).toBe('sharingOff');
    expect(dueAt(refused.viewing, t0 + 15_200)).toBe(Number.POSITIVE_INFINITY);
  });

  it('asks again, after a while, when a newer view knows better than a refusal', () => {
    const refused = play(looked, [100, { kind: 'failed', status: 403, code: 'outsideHours' }], [200, { kind: 'told', known: { ...open, version: 2 } }]);
    expect(refused.wishes).toEqual([]);
    expect(step(refused.viewing, { kind: 'time' }, t0 + 1_300).wishes).toEqual([{ kind: 'ask' }]);
  });

  it('goes on showing while the server is unreachable, until the ticket is over and no longer', () => {
    let { viewing } = play(looked, given, time(15_100), [15_200, { kind: 'failed', status: 0, code: 'unreachable' }]);
    expect(shown(viewing, t0 + 15_200)).not.toBeNull();
    for (let at = 16_000; at < 40_000; at += 500) {
      const next = step(viewing, { kind: 'time' }, t0 + at);
      viewing = next.wishes.length > 0 ? step(next.viewing, { kind: 'failed', status: 0, code: 'unreachable' }, t0 + at).viewing : next.viewing;
      expect(shown(viewing, t0 + at) !== null).toBe(at < 30_000);
    }
    expect(viewing.trouble).toBe('unreachable');
    const asked = step(viewing, { kind: 'time' }, t0 + 60_000);
    expect(asked.wishes).toEqual([{ kind: 'ask' }]);
    expect(shown(step(asked.viewing, { kind: 'given', ticket: ticket('b', t0 + 90_000) }, t0 + 60_100).viewing, t0 + 60_100)?.id).toBe('b');
  });

  it('asks for another ticket when the server knows the old one no more', () => {
    const ended = play(looked, given, time(15_100), [15_200, { kind: 'failed', status: 403, code: 'ticketEnded' }]);
    expect(ended.wishes).toEqual([{ kind: 'ask' }]);
    expect(shown(ended.viewing, t0 + 15_200)).toBeNull();
  });

  it('shows nothing when the video system will not show it, and tries again', () => {
    const failed = play(looked, given, time(15_100), [15_200, { kind: 'failed', status: 503, code: 'videoSystemUnavailable' }]);
    expect(shown(failed.viewing, t0 + 15_200)).toBeNull();
    expect(step(failed.viewing, { kind: 'time' }, t0 + 16_300).wishes).toEqual([{ kind: 'ask' }]);
  });

  it('takes another ticket when no pictures come, after longer and longer', () => {
    const stalled = play(looked, given, [3_000, { kind: 'stalled' }]);
    expect(stalled.wishes).toEqual([{ kind: 'giveBack', ticket: 'a' }]);
    expect(shown(stalled.viewing, t0 + 3_000)).toBeNull();
    expect(step(stalled.viewing, { kind: 'time' }, t0 + 3_999).wishes).toEqual([]);
    const asked = step(stalled.viewing, { kind: 'time' }, t0 + 4_000);
    expect(asked.wishes).toEqual([{ kind: 'ask' }]);
    const again = step(asked.viewing, { kind: 'given', ticket: ticket('b', t0 + 34_000) }, t0 + 4_100).viewing;
    expect(step(again, { kind: 'stalled' }, t0 + 5_000).viewing.nextAt).toBe(t0 + 7_000);
    const moving = step(again, { kind: 'moving' }, t0 + 5_000).viewing;
    expect(step(moving, { kind: 'stalled' }, t0 + 6_000).viewing.nextAt).toBe(t0 + 7_000);
  });
});

/** A server that gives tickets for 30 s, refuses, fails, and answers in its own time; and what it and the viewer did. */
const moves = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 20_000 }),
    what: fc.constantFrom(
      'look',
      'away',
      'answer',
      'refuse',
      'ticketEnded',
      'unreachable',
      'noVideo',
      'over',
      'live',
      'extend',
      'old',
      'stall',
      'moving',
      'nothing',
    ),
  }),
  { maxLength: 60 },
);

describe('whatever happens', () => {
  it('a feed is shown only while it may be, and every ticket ends', () => {
    fc.assert(
      fc.property(moves, (all) => {
        let viewing: Viewing = begin(open);
        let now = t0;
        let last = open;
        let isLooked = false;
        let asked: Wish | null = null;
        let count = 0;
        const good = new Map<string, number>();
        const happen = (event: ViewingEvent) => {
          const next = step(viewing, event, now);
          viewing = next.viewing;
          for (const wish of next.wishes) {
            if (wish.kind === 'giveBack') good.delete(wish.ticket);
            else {
              expect(asked).toBeNull(); // One call at a time.
              asked = wish;
            }
          }
        };
        const answer = (event: ViewingEvent) => {
          asked = null;
          happen(event);
        };
        for (const { wait, what } of all) {
          now += wait;
          const wish = asked as Wish | null;
          const known = (more: Partial<Known>): Known => ({ ...last, ...more, version: last.version + 1 });
          if (what === 'look' || what === 'away') {
            isLooked = what === 'look';
            happen({ kind: 'looked', looked: isLooked });
          } else if (what === 'over' || what === 'live' || what === 'extend') {
            last = known(what === 'over' ? { over: 'lockedBySupervisor' } : what === 'live' ? { over: null } : { until: last.until + 60_000 });
            happen({ kind: 'told', known: last });
          } else if (what === 'old') happen({ kind: 'told', known: { version: last.version - 1, until: now + 1e9, over: null } });
          else if (what === 'stall') happen({ kind: 'stalled' });
          else if (what === 'moving') happen({ kind: 'moving' });
          else if (what === 'nothing' || !wish) happen({ kind: 'time' });
          else if (what === 'answer') {
            const id = wish.kind === 'renew' ? wish.ticket : `t${++count}`;
            // What was given back is renewed by a server that had not heard of it yet: it is over all the same.
            if (wish.kind === 'ask' || good.has(id)) good.set(id, now + 30_000);
            answer({ kind: 'given', ticket: ticket(id, now + 30_000) });
          } else {
            if (wish.kind === 'renew' && what !== 'unreachable') good.delete(wish.ticket);
            answer(
              what === 'refuse'
                ? { kind: 'failed', status: 403, code: 'paused' }
                : what === 'ticketEnded'
                  ? { kind: 'failed', status: 403, code: 'ticketEnded' }
                  : what === 'noVideo'
                    ? { kind: 'failed', status: 503, code: 'videoSystemUnavailable' }
                    : { kind: 'failed', status: 0, code: 'unreachable' },
            );
          }
          for (const later of [0, 1, 5_000, 29_999, 30_000, 60_000]) {
            const seen = shown(viewing, now + later);
            if (!seen) continue;
            expect(isLooked).toBe(true);
            expect(last.over).toBeNull();
            expect(now + later).toBeLessThan(last.until);
            expect(good.get(seen.id) ?? 0).toBeGreaterThan(now + later);
          }
          // What the server holds for us is shown, or is over by itself: nothing is kept that nobody looks at.
          if (!isLooked && !asked) expect([...good.values()].filter((until) => until > now)).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('who goes on looking at a live feed sees it, once the server answers', () => {
    fc.assert(
      fc.property(moves, (all) => {
        let viewing: Viewing = begin({ ...open, until: t0 + 1e9 });
        let now = t0;
        let asked = false;
        const happen = (event: ViewingEvent) => {
          const next = step(viewing, event, now);
          viewing = next.viewing;
          if (next.wishes.some((wish) => wish.kind !== 'giveBack')) asked = true;
        };
        for (const { wait, what } of all) {
          now += wait;
          if (what === 'look' || what === 'away') happen({ kind: 'looked', looked: what === 'look' });
          else if (asked && what === 'unreachable') {
            asked = false;
            happen({ kind: 'failed', status: 0, code: 'unreachable' });
          } else happen({ kind: 'time' });
        }
        happen({ kind: 'looked', looked: true });
        for (let i = 0; i < 20; i++) {
          if (asked) {
            asked = false;
            happen({ kind: 'given', ticket: ticket(`late${i}`, now + 30_000) });
          }
          if (shown(viewing, now)) return;
          now = Math.max(now, Math.min(dueAt(viewing, now), now + 10_000));
          happen({ kind: 'time' });
        }
        expect.unreachable('it is never shown');
      }),
      { numRuns: 1_000 },
    );
  });
});

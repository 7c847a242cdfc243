import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countdown, ServerClock } from './clock';

describe('a countdown', () => {
  it.each([
    [0, '00:00'],
    [-5_000, '00:00'],
    [1, '00:01'],
    [252_000, '04:12'],
    [3_600_000, '1:00:00'],
    [3_852_000, '1:04:12'],
  ])('%i ms is %s', (left, text) => expect(countdown(1_000_000 + left, 1_000_000)).toBe(text));
});

describe('the server’s clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
  afterEach(() => void vi.useRealTimers());

  const cut = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toUTCString();

  it('is ours until it is heard', () => expect(new ServerClock().now()).toBe(Date.now()));

  it('is never early, and late by less than a second and the way to the server, however wrong ours is', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.array(
          fc.record({ there: fc.integer({ min: 0, max: 5_000 }), back: fc.integer({ min: 0, max: 5_000 }), after: fc.integer({ min: 0, max: 60_000 }) }),
          { minLength: 1 },
        ),
        (wrong, answers) => {
          vi.setSystemTime(1_800_000_000_000);
          const clock = new ServerClock();
          for (const { there, back, after } of answers) {
            const sentAt = Date.now();
            vi.setSystemTime(sentAt + there + back);
            clock.learn(cut(sentAt + there + wrong), sentAt, Date.now());
            vi.setSystemTime(Date.now() + after);
          }
          const late = clock.now() - (Date.now() + wrong);
          const shortest = Math.min(...answers.map(({ there }) => there));
          expect(late).toBeGreaterThan(0);
          expect(clock.surely(), 'what is surely so').toBeLessThanOrEqual(Date.now() + wrong);
          // And what an hour of drift allows for.
          expect(late).toBeLessThanOrEqual(shortest + 1_000 + (answers.length * 70_000) / 36_000);
        },
      ),
    ));

  it('does not give up what it knows well for an answer that took long', () => {
    const clock = new ServerClock();
    const now = Date.now();
    clock.learn(cut(now + 3_600_000), now - 20, now);
    const known = clock.now();
    clock.learn(cut(now + 3_600_000 - 4_000), now - 9_000, now);
    expect(clock.now()).toBe(known);
  });

  it('notices that ours was set', () => {
    const clock = new ServerClock();
    const server = Date.now();
    clock.learn(cut(server), server - 20, server);
    vi.setSystemTime(server - 3_600_000);
    clock.learn(cut(server + 1_000), Date.now() - 200, Date.now());
    expect(Math.abs(clock.now() - server - 1_000)).toBeLessThanOrEqual(1_200);
  });

  it.each([null, '', 'yesterday'])('learns nothing from %j', (date) => {
    const clock = new ServerClock();
    clock.learn(date, Date.now(), Date.now());
    expect(clock.now()).toBe(Date.now());
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from './clock';

const t0 = Date.parse('2026-11-26T12:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now: t0 }));
afterEach(() => void vi.useRealTimers());

/** A clock that learned the time from an answer which took 100 ms. */
function learned(): { clock: ServerClock; answer: (serverMs: number) => void; expectAt: (serverMs: number) => void } {
  const clock = new ServerClock();
  const answer = (serverMs: number) => clock.learn(new Date(serverMs).toUTCString(), Date.now() - 100, Date.now());
  answer(t0);
  return { clock, answer, expectAt: (serverMs) => expect(Math.abs(clock.now() - serverMs)).toBeLessThanOrEqual(1_200) };
}

describe("a machine's clock that is set", () => {
  it('back, prolongs nothing: the server’s time goes on', () => {
    const { answer, expectAt } = learned();
    vi.advanceTimersByTime(20_000);
    vi.setSystemTime(t0 - 3_600_000);
    expectAt(t0 + 20_000);
    vi.advanceTimersByTime(10_000);
    expectAt(t0 + 30_000);
    answer(t0 + 30_000);
    expectAt(t0 + 30_000);
  });

  it('forward, as by sleep, makes it late rather than early, until the next answer', () => {
    const { clock, answer, expectAt } = learned();
    vi.setSystemTime(t0 + 3_600_000);
    expect(clock.now()).toBeGreaterThan(t0 + 3_599_000);
    answer(t0 + 1_000);
    expectAt(t0 + 1_000);
  });
});

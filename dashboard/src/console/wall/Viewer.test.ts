import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../shared/problem';
import { Viewer } from './Viewer';
import { type Known, shown, type Ticket } from './viewing';

const t0 = 1_800_000_000_000;
const open: Known = { version: 1, until: t0 + 600_000, over: null };

let count = 0;
const clock = { now: () => Date.now() };
const ticket = (): Ticket => ({ id: `t${++count}`, url: '/video/x', kind: 'mjpeg', expiresAt: clock.now() + 30_000 });
const good = () => ({ ask: vi.fn(async () => ticket()), renew: vi.fn(async (id: string) => ({ ...ticket(), id })), giveBack: vi.fn() });
let tickets = good();
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ now: t0 });
  count = 0;
  tickets = good();
});
afterEach(() => vi.useRealTimers());

describe('a viewer', () => {
  it('asks, renews for as long as somebody looks, and gives back', async () => {
    const viewer = new Viewer(tickets, 'i', 'g', open, clock);
    viewer.look(true);
    await pass(120_000);
    expect(tickets.ask).toHaveBeenCalledTimes(1);
    expect(tickets.renew.mock.calls.length).toBeGreaterThanOrEqual(7);
    expect(shown(viewer.viewing.value, clock.now())).not.toBeNull();
    viewer.stop();
    expect(tickets.giveBack).toHaveBeenCalledExactlyOnceWith('t1');
    await pass(120_000);
    expect(tickets.ask).toHaveBeenCalledTimes(1);
  });

  it('lets go of the ticket by itself when it is over and nobody answers', async () => {
    const viewer = new Viewer(tickets, 'i', 'g', open, clock);
    viewer.look(true);
    await pass(0);
    tickets.renew.mockRejectedValue(ApiProblem.unreachable());
    tickets.ask.mockRejectedValue(ApiProblem.unreachable());
    await pass(29_999);
    expect(viewer.viewing.value.ticket).not.toBeNull();
    await pass(2);
    expect(viewer.viewing.value.ticket).toBeNull();
    viewer.stop();
  });

  it('lets go as soon as it is told that time passed, though no timer ran while the machine slept', async () => {
    const viewer = new Viewer(tickets, 'i', 'g', open, clock);
    viewer.look(true);
    await pass(0);
    viewer.passed();
    expect(viewer.viewing.value.ticket?.id).toBe('t1');
    vi.setSystemTime(t0 + 120_000);
    viewer.passed();
    expect(viewer.viewing.value.ticket).toBeNull();
    await pass(0);
    expect(viewer.viewing.value.ticket?.id).toBe('t2');
    viewer.stop();
  });

  it('is told by a refusal', async () => {
    tickets.ask.mockRejectedValueOnce(new ApiProblem(403, 'paused', 'the feed may not be viewed: paused'));
    const viewer = new Viewer(tickets, 'i', 'g', open, clock);
    viewer.look(true);
    await pass(60_000);
    expect(viewer.viewing.value.refused?.code).toBe('paused');
    expect(tickets.ask).toHaveBeenCalledTimes(1);
    viewer.stop();
  });
});

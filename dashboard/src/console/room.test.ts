import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { second, serverClock } from '../shared/clock';
import { ApiProblem } from '../shared/problem';
import { extending } from './incident/changes';
import { incident, iso, minute, noon } from './testing/incidents';
import { roomOf } from './testing/room';

vi.mock('../shared/live', async () => {
  const { signal } = await import('@preact/signals');
  return {
    LiveChannel: class {
      readonly state = signal('connecting');
      constructor(readonly options: Channel['options']) {
        channels.push(this);
      }
      stop() {}
    },
  };
});

interface Channel {
  readonly state: { value: string };
  readonly options: { readonly caughtUp: () => void; readonly on: Record<string, (message: unknown) => void> };
}
const channels: Channel[] = [];

let made: ReturnType<typeof roomOf>;
beforeEach(() => {
  vi.useFakeTimers();
  second.value = serverClock.now();
  made = roomOf(['Rtic.Supervisor']);
});
afterEach(() => {
  made.room.stop();
  channels.length = 0;
  vi.useRealTimers();
});

const live = () => {
  const channel = channels.at(-1);
  if (!channel) throw new Error('no channel');
  channel.state.value = 'live';
  channel.options.caughtUp();
  return channel;
};

describe('the room', () => {
  it('is stale until the channel is live, and says since when it is again', () => {
    const { room } = made;
    expect(room.stale.value).toBe(true);
    const channel = live();
    expect(room.stale.value).toBe(false);
    expect(room.staleSince.value).toBe(null);
    channel.state.value = 'lost';
    expect(room.stale.value).toBe(true);
    expect(room.staleSince.value).toBeGreaterThan(0);
  });

  it('reads what is open at first, then what changed since, with room for clocks that differ', async () => {
    const { room, get } = made;
    get.mockResolvedValueOnce({ data: { items: [incident({ changedAt: iso(noon) })] } });
    await room.catchUp();
    expect(get.mock.calls[0]?.[1]).toEqual({ params: { query: { status: 'open' } } });
    await room.catchUp();
    expect(get.mock.calls[1]?.[1]).toEqual({ params: { query: { changedAfter: iso(noon - 10_000) } } });
  });

  it('reads every page', async () => {
    const { room, get } = made;
    get.mockResolvedValueOnce({ data: { items: [incident()], next: 'p2' } });
    get.mockResolvedValueOnce({ data: { items: [incident({ incidentId: 'i-2' })] } });
    await room.catchUp();
    expect(room.board.ids.value.length).toBe(2);
  });

  it('reads once more when it becomes live while it reads: what was answered may be from before', async () => {
    const { room, get } = made;
    const first = room.catchUp();
    live();
    await first;
    expect(get).toHaveBeenCalledTimes(2);
  });

  it('reads what a reading that failed did not, whatever was pushed meanwhile', async () => {
    const { room, get } = made;
    const push = live().options.on['incident'];
    get.mockReset().mockResolvedValue({ data: { items: [] } });
    get.mockRejectedValueOnce(ApiProblem.unreachable());
    await room.catchUp();
    push?.(incident({ changedAt: iso(noon) }));
    await vi.advanceTimersByTimeAsync(16);
    expect(room.board.changedAt).toBe(iso(noon));
    get.mockClear();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(get.mock.calls[0]?.[1]).toEqual({ params: { query: { status: 'open' } } });
  });

  it('reads from where the last whole reading began: a push may have been lost among others', async () => {
    const { room, get } = made;
    get.mockResolvedValueOnce({ data: { items: [incident({ changedAt: iso(noon) })] } });
    await room.catchUp();
    room.board.merge([incident({ incidentId: 'i-2', changedAt: iso(noon + 5 * minute) })]);
    get.mockResolvedValueOnce({ data: { items: [], next: 'p2' } });
    get.mockRejectedValueOnce(ApiProblem.unreachable());
    await room.catchUp();
    await room.catchUp();
    expect(get.mock.calls.at(-1)?.[1]).toEqual({ params: { query: { changedAfter: iso(noon - 10_000) } } });
    await room.catchUp();
    expect(get.mock.calls.at(-1)?.[1]).toEqual({ params: { query: { changedAfter: iso(noon + 5 * minute - 10_000) } } });
  });

  it('is stale at once after a sleep in which nothing was heard, and reads', async () => {
    const { room, get } = made;
    live();
    await vi.advanceTimersByTimeAsync(0);
    expect(room.stale.value).toBe(false);
    get.mockClear();
    // No timer ran; the clock on the wall went on.
    vi.setSystemTime(Date.now() + 60 * minute);
    second.value = serverClock.now();
    expect(room.stale.value).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(get).toHaveBeenCalledOnce();
    expect(room.stale.value).toBe(false);
  });

  it('tries again soon when a reading fails, though the one before was a moment ago', async () => {
    const { room, get } = made;
    await room.catchUp();
    get.mockRejectedValueOnce(ApiProblem.unreachable());
    await room.catchUp();
    get.mockClear();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(get).toHaveBeenCalledOnce();
  });

  it('is stale while reading fails, and reads again by itself', async () => {
    const { room, get } = made;
    live();
    await vi.advanceTimersByTimeAsync(0);
    get.mockRejectedValueOnce(ApiProblem.unreachable());
    await room.catchUp();
    expect(room.stale.value).toBe(true);
    await vi.advanceTimersByTimeAsync(minute);
    expect(room.stale.value).toBe(false);
  });

  it('shows what another made of an incident when a change is refused, and still says why', async () => {
    const { room, get, post } = made;
    room.board.merge([incident()]);
    post.mockRejectedValueOnce(new ApiProblem(409, 'nothingUnlocked', 'no feed is unlocked for this incident'));
    get.mockResolvedValueOnce({ data: incident({ version: 2, status: 'closed' }) });
    await expect(extending(room, incident()).do('why', 5)).rejects.toThrow('no feed is unlocked');
    expect(room.board.get('i-1')?.value.status).toBe('closed');
  });

  it('knows that CAD is silent for as long as it is told, and lists that once', () => {
    const { room } = made;
    const told = live().options.on['notice'];
    const silent = (at: number) => told?.({ code: 'cadSilent', at: iso(at), since: iso(noon - minute) });
    second.value = noon;
    silent(noon);
    silent(noon + minute);
    second.value = noon + 2 * minute;
    expect(room.cadSilentSince.value).toBe(iso(noon - minute));
    expect(room.notices.value.length).toBe(1);
    second.value = noon + 3 * minute;
    expect(room.cadSilentSince.value).toBe(null);
  });

  it('tells those who wait for a clip of the incident', () => {
    const { room } = made;
    const heard = vi.fn();
    const stop = room.onClip(heard);
    live().options.on['notice']?.({ code: 'clipAvailable', at: iso(noon), incident: 'i-1', clip: 'c-1' });
    stop();
    live().options.on['notice']?.({ code: 'clipAvailable', at: iso(noon), incident: 'i-1', clip: 'c-2' });
    expect(heard.mock.calls).toEqual([['c-1', 'i-1']]);
    expect(room.notices.value.length).toBe(2);
  });
});

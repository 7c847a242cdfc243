import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveChannel } from './live';
import type { Session } from './session/session';

class Connection {
  private readonly ending: (() => void)[] = [];
  /** What `start` does; null when it goes well. */
  static refusal: Error | null = null;
  static made: Connection[] = [];
  stopped = false;

  constructor() {
    Connection.made.push(this);
  }

  on() {}
  onclose(end: () => void) {
    this.ending.push(end);
  }
  async start() {
    if (Connection.refusal) throw Connection.refusal;
  }
  async stop() {
    this.stopped = true;
    this.end();
  }
  end() {
    for (const end of this.ending) end();
  }
}

vi.mock('@microsoft/signalr', () => ({
  LogLevel: { None: 6 },
  HubConnectionBuilder: class {
    withUrl = () => this;
    configureLogging = () => this;
    build = () => new Connection();
  },
}));

const caughtUp = vi.fn();
const open = () => new LiveChannel({ address: '/api/rtic', session: { bearer: async () => 'token' } as Session, on: {}, caughtUp });
const settled = () => vi.advanceTimersByTimeAsync(0);
let channel: LiveChannel;

beforeEach(async () => {
  vi.useFakeTimers();
  Connection.made = [];
  Connection.refusal = null;
  channel = open();
  await settled();
});
afterEach(() => {
  channel.stop();
  caughtUp.mockReset();
  vi.useRealTimers();
});

const last = () => Connection.made.at(-1) ?? new Connection();

describe('a live channel', () => {
  it('comes back at once when it ends after a while, and what was missed is read', async () => {
    expect(channel.state.value).toBe('live');
    await vi.advanceTimersByTimeAsync(60_000);
    last().end();
    await settled();
    expect(Connection.made.length).toBe(2);
    expect(channel.state.value).toBe('live');
    expect(caughtUp).toHaveBeenCalledTimes(2);
  });

  it('is lost while it is refused, and asks less and less often', async () => {
    Connection.refusal = new Error('no');
    await vi.advanceTimersByTimeAsync(60_000);
    last().end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(channel.state.value).toBe('lost');
    expect(Connection.made.length).toBeGreaterThan(6);
    expect(Connection.made.length).toBeLessThan(16);
  });

  it('of a server that takes everybody in and throws them out again is not a storm', async () => {
    for (let ms = 0; ms < 30_000; ms += 100) {
      last().end();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(Connection.made.length).toBeLessThan(14);
  });

  it('is tried at once when the network is back', async () => {
    Connection.refusal = new Error('no');
    last().end();
    await vi.advanceTimersByTimeAsync(30_000);
    Connection.refusal = null;
    window.dispatchEvent(new Event('online'));
    await settled();
    expect(channel.state.value).toBe('live');
  });

  it('that is stopped stays away', async () => {
    channel.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(last().stopped).toBe(true);
    expect(Connection.made.length).toBe(1);
  });
});

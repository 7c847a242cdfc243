import { type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from './session/session';

export type LiveState = 'connecting' | 'live' | 'lost';

export interface LiveOptions {
  /** Where a SignalR client negotiates, such as `/api/rtic`. */
  readonly address: string;
  readonly session: Session;
  /** What is done with each message. */
  readonly on: Readonly<Record<string, (message: never) => void>>;
  /** Called each time it has become live: what was missed meanwhile must be read. */
  readonly caughtUp: () => void;
}

/** How long a connection must have held to count as one that went well, in ms: a server that lets everybody in and throws them out is not asked in a storm. */
const holds = 10_000;

/** A live channel that comes back by itself, for as long as somebody is signed in: at once, then after 1, 2, 4 and then every 8 seconds. */
export class LiveChannel {
  private readonly current = signal<LiveState>('connecting');
  private connection: HubConnection | null = null;
  private stopped = false;
  private wake: (() => void) | null = null;

  constructor(private readonly options: LiveOptions) {
    window.addEventListener('online', this.hurry);
    void this.run();
  }

  get state(): ReadonlySignal<LiveState> {
    return this.current;
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.hurry);
    this.hurry();
    void this.connection?.stop();
  }

  private readonly hurry = () => this.wake?.();

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopped; ) {
      try {
        const [ended] = await this.connect();
        const since = performance.now();
        this.current.value = 'live';
        this.options.caughtUp();
        await ended;
        failures = performance.now() - since >= holds ? 0 : failures + 1;
      } catch {
        failures++;
      }
      if (this.stopped) return;
      this.current.value = 'lost';
      if (failures > 0) await this.pause(Math.min(8_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
    }
  }

  /** @returns what is done when the connection ends: in an array, for a promise of a promise would wait for both. */
  private async connect(): Promise<[Promise<void>]> {
    const { address, session, on } = this.options;
    const connection = new HubConnectionBuilder()
      .withUrl(address, { accessTokenFactory: async () => (await session.bearer()) ?? '', withCredentials: false })
      .configureLogging(LogLevel.None)
      .build();
    // A console that is not live must not look as if it were; servers say something every 15 s.
    connection.serverTimeoutInMilliseconds = 22_000;
    connection.keepAliveIntervalInMilliseconds = 8_000;
    for (const [message, handle] of Object.entries(on)) connection.on(message, handle as (message: unknown) => void);
    const ended = new Promise<void>((resolve) => connection.onclose(() => resolve()));
    this.connection = connection;
    await connection.start();
    return [ended];
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

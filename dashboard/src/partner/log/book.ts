import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { LiveChannel, type LiveState } from '../../shared/live';
import { ApiProblem } from '../../shared/problem';
import type { Page } from '../../shared/start';
import { type Line, merged, ongoing } from './lines';

/** How often the newest lines are read while somebody looks, in ms: each reading is on record. While something lasts, more often, to see it end. */
const [readEvery, readOngoingEvery] = [60_000, 15_000];

/** Of a stretch of time no more lines than these are shown; the file has them all. */
const mostPages = 20;

/** The access log of a partner as far as it was read, kept up by the partner's live channel. */
export class AccessBook {
  readonly lines: Signal<ReadonlyMap<string, Line>> = signal(new Map());
  /** Why the newest lines may be missing; null when they are not. */
  readonly trouble: Signal<string | null> = signal(null);
  /** What lasts: cameras that can be viewed, and views. */
  readonly ongoing: ReadonlySignal<readonly Line[]> = computed(() => ongoing(this.lines.value.values()));
  private readonly channel: LiveChannel;
  private readonly timer: ReturnType<typeof setInterval>;
  private readAt = 0;

  constructor(
    private readonly page: Page,
    private readonly partnerId: string,
  ) {
    this.channel = new LiveChannel({
      address: `${page.config.api}/partners/${encodeURIComponent(partnerId)}`,
      session: page.session,
      on: { access: (line: Line) => this.merge([line]) },
      caughtUp: () => void this.readNewest(),
    });
    this.timer = setInterval(() => {
      const every = this.ongoing.peek().length > 0 ? readOngoingEvery : readEvery;
      if (document.visibilityState === 'visible' && Date.now() - this.readAt >= every) void this.readNewest();
    }, 1_000);
    void this.readNewest();
  }

  get live(): ReadonlySignal<LiveState> {
    return this.channel.state;
  }

  stop(): void {
    clearInterval(this.timer);
    this.channel.stop();
  }

  /** Reads the newest lines, and as far back as something lasts. */
  async readNewest(): Promise<void> {
    this.readAt = Date.now();
    const first = this.ongoing.peek().map(({ at }) => Date.parse(at));
    try {
      await this.read(first.length > 0 ? { from: new Date(Math.min(...first)).toISOString() } : {}, first.length > 0 ? mostPages : 1);
      this.trouble.value = null;
    } catch (e) {
      this.trouble.value = ApiProblem.textOf(e);
    }
  }

  /** Reads all lines of a stretch of time, as many as are shown. @returns whether those are all. */
  readBetween(from: Date, to: Date): Promise<boolean> {
    return this.read({ from: from.toISOString(), to: to.toISOString() }, mostPages);
  }

  /** All of it as a file. */
  async file(): Promise<Blob> {
    return answerOf(
      this.page.api.GET('/partners/{partnerId}/access-log', {
        params: { path: { partnerId: this.partnerId } },
        headers: { Accept: 'text/csv' },
        parseAs: 'blob',
      }),
    ) as Promise<Blob>;
  }

  private async read(query: { from?: string; to?: string }, most: number): Promise<boolean> {
    let after: string | undefined;
    for (let pages = 0; pages < most; pages++) {
      const page = (await answerOf(
        this.page.api.GET('/partners/{partnerId}/access-log', {
          params: { path: { partnerId: this.partnerId }, query: { ...query, ...(after ? { after } : {}) } },
          headers: { Accept: 'application/json' },
        }),
      )) as Schemas['AccessPage'];
      this.merge(page.items);
      after = page.next;
      if (!after) return true;
    }
    return false;
  }

  private merge(lines: readonly Line[]): void {
    this.lines.value = merged(this.lines.peek(), lines);
  }
}

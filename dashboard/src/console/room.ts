import { batch, computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { type Api, answerOf, type Schemas } from '../shared/api';
import { second, serverClock } from '../shared/clock';
import { LiveChannel, type LiveState } from '../shared/live';
import type { Page } from '../shared/start';
import { say } from '../shared/Toasts';
import { Board, type Incident } from './board';
import { feedsAround, type NearFeed } from './incident/feeds';
import { Listing } from './incident/listing';
import { ThreatDraft } from './incident/threat';

/** What is told beyond the incidents' views: see `docs/api/openapi.yaml`, hub `rtic`. */
export interface Notice {
  readonly code: string;
  readonly at: string;
  readonly incident?: string;
  readonly since?: string;
  readonly policyVersion?: string;
  readonly clip?: string;
}

/** How often the list is read again however live the channel seems, in ms: a push may be lost without anybody's noticing. */
const readEvery = 30_000;
/** When what was read last is out of date, however live the channel seems, in ms: after a sleep, in which nothing was heard and no timer ran. */
const outOfDate = 75_000;
/** How long a notice that CAD is silent holds, in ms: it is told every minute for as long as CAD is. */
const silenceHolds = 90_000;
/** How far back is read, in ms: clocks of the server's instances differ. */
const overlap = 10_000;

/** The state of one console, for as long as one person is signed in: incidents, which of them is selected, and how far to trust what is shown. */
export class Room {
  readonly board = new Board();
  /** What the queue lists. */
  readonly listing = new Listing(this.board);
  /** The threat that is about to be declared. */
  readonly threat = signal<ThreatDraft | null>(null);
  /** Where the map looks: latitude, longitude. */
  readonly mapCenter: Signal<readonly [number, number]>;
  readonly selectedId = signal<string | null>(null);
  /** The incident whose feeds are looked at. */
  readonly selected: ReadonlySignal<Incident | null> = computed(() => {
    const id = this.selectedId.value;
    return this.board.ids.value && id ? (this.board.get(id)?.value ?? null) : null;
  });
  /** The feeds around that incident, locked or not. */
  readonly feeds: ReadonlySignal<readonly NearFeed[]>;
  /** Notices, the newest first. */
  readonly notices = signal<readonly Notice[]>([]);
  private readonly channel: LiveChannel;
  /** When it was last read, by the server's clock. */
  private readonly readAt = signal(0);
  /** All that changed until then was read: what is only pushed may have left something out. Empty before the first reading. */
  private readUpTo = '';
  private readonly failed = signal(false);
  private reading: Promise<void> | null = null;
  private readAgain = false;
  private readonly notLiveSince = signal<number | null>(serverClock.now());
  private readonly stops: (() => void)[] = [];
  private readonly clipListeners = new Set<(clip: string, incident: string) => void>();

  constructor(
    readonly page: Page,
    readonly api: Api = page.api,
  ) {
    this.mapCenter = signal(page.config.center);
    const around = feedsAround(api, this.selected, this.stale);
    this.feeds = around.feeds;
    this.channel = new LiveChannel({
      address: `${page.config.api}/rtic`,
      session: page.session,
      on: { incident: (view: Incident) => this.board.push(view), notice: (notice: Notice) => this.hear(notice) },
      caughtUp: () => void this.catchUp(),
    });
    const timer = setInterval(() => {
      this.board.tidy(serverClock.now(), this.selectedId.peek() ?? undefined);
      if (this.failed.peek() || serverClock.now() - this.readAt.peek() >= readEvery) void this.catchUp();
    }, 5_000);
    this.stops.push(
      () => clearInterval(timer),
      around.stop,
      effect(() => {
        this.notLiveSince.value = this.stale.value ? serverClock.now() : null;
      }),
      effect(() => {
        if (this.overslept.value) void untracked(() => this.catchUp());
      }),
    );
  }

  /** Ends it all. */
  stop(): void {
    this.channel.stop();
    for (const stop of this.stops) stop();
  }

  /** How the live channel is. */
  get live(): ReadonlySignal<LiveState> {
    return this.channel.state;
  }

  private readonly overslept: ReadonlySignal<boolean> = computed(() => this.hasRead.value && second.value - this.readAt.value >= outOfDate);

  /** Whether what is shown may be out of date: the channel is not live, the last reading failed, or it was long ago. What is stale must look stale. */
  readonly stale: ReadonlySignal<boolean> = computed(() => this.channel.state.value !== 'live' || this.failed.value || this.overslept.value);

  /** Since when it is so, by the server's clock; null while all is live. */
  get staleSince(): ReadonlySignal<number | null> {
    return this.notLiveSince;
  }

  /** Since when nothing is heard from CAD; null while all is well. */
  readonly cadSilentSince: ReadonlySignal<string | null> = computed(() => {
    const told = this.notices.value.find(({ code }) => code === 'cadSilent');
    return told?.since && second.value - Date.parse(told.at) < silenceHolds ? told.since : null;
  });

  /** Whether anything was read yet. */
  readonly hasRead = signal(false);

  get isSupervisor(): boolean {
    return this.page.session.account.value?.roles.includes('Rtic.Supervisor') ?? false;
  }

  select(id: string | null): void {
    this.selectedId.value = id;
  }

  /** Selects an incident, with the queue's cursor on it. */
  open(id: string): void {
    this.listing.cursor.value = id;
    this.select(id);
  }

  /** Begins to declare a threat, where the incident is that one looks at, or where the map looks. */
  beginThreat(): void {
    const at = this.selected.peek()?.location;
    this.threat.value ??= new ThreatDraft(at?.latitude !== undefined && at.longitude !== undefined ? [at.latitude, at.longitude] : this.mapCenter.peek());
  }

  /** Tells when a clip of an incident came or failed. @returns what ends it. */
  onClip(listener: (clip: string, incident: string) => void): () => void {
    this.clipListeners.add(listener);
    return () => this.clipListeners.delete(listener);
  }

  /** Does what changes an incident, and shows the answer at once. */
  async change(call: Promise<{ data?: Incident; response: Response }>): Promise<Incident> {
    const view = await answerOf(call);
    this.board.merge([view]);
    return view;
  }

  /** Reads one incident again: somebody else changed it. What cannot be read is read with the rest, later. */
  async reread(id: string): Promise<void> {
    const view = await answerOf(this.api.GET('/incidents/{incidentId}', { params: { path: { incidentId: id } } })).catch(() => null);
    if (view) this.board.merge([view]);
  }

  /**
   * Reads what changed since the last reading, pushed or not; at first, all that is open. A reading that is under way may have begun before what one wants
   * to know: then it is done once more.
   */
  catchUp(): Promise<void> {
    if (this.reading) this.readAgain = true;
    this.reading ??= this.readAll().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readAll(): Promise<void> {
    do {
      this.readAgain = false;
      await this.read();
    } while (this.readAgain);
  }

  private async read(): Promise<void> {
    const known = this.board.changedAt;
    const query = this.readUpTo ? { changedAfter: new Date(Date.parse(this.readUpTo) - overlap).toISOString() } : { status: 'open' as const };
    try {
      let after: string | undefined;
      do {
        const page: Schemas['IncidentPage'] = await answerOf(this.api.GET('/incidents', { params: { query: { ...query, ...(after ? { after } : {}) } } }));
        this.board.merge(page.items);
        after = page.next;
      } while (after);
      // What was pushed while it read is read next time.
      this.readUpTo = known || this.board.changedAt;
      batch(() => {
        this.readAt.value = serverClock.now();
        this.hasRead.value = true;
        this.failed.value = false;
      });
    } catch {
      this.failed.value = true;
    }
  }

  private hear(notice: Notice): void {
    // Told every minute, it is one notice.
    const again = notice.code === 'cadSilent' && this.cadSilentSince.peek() !== null;
    this.notices.value = [notice, ...this.notices.peek().filter(({ code }) => !again || code !== notice.code)].slice(0, 50);
    if (notice.clip && notice.incident) for (const listener of this.clipListeners) listener(notice.clip, notice.incident);
    const text = noticeText[notice.code];
    if (text && !again) say(text);
  }
}

/** What a notice says, in words. */
export const noticeText: Readonly<Record<string, string>> = {
  approvalNeeded: 'Feeds wait for a supervisor’s approval.',
  lockOverdue: 'A feed has not confirmed that it is locked.',
  cadSilent: 'Nothing is heard from CAD: new calls and closes may be missing.',
  policyChanged: 'Another unlock policy stands.',
  lockedByOwner: 'An owner stopped sharing: the feed is locked.',
  bulletinUndelivered: 'A bulletin has reached no device of a unit.',
  clipAvailable: 'A clip is there.',
  clipFailed: 'A clip did not come.',
  possibleMisuse: 'A rule found use of video that a supervisor should look at.',
};

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { answerOf } from '../shared/api';
import { serverClock } from '../shared/clock';
import { LiveChannel } from '../shared/live';
import { ApiProblem } from '../shared/problem';
import type { Page } from '../shared/start';
import { sayFailed } from '../shared/Toasts';
import * as out from './outbox';
import { Pictures } from './pictures';
import { type Bulletin, bare, heard, inOrder, listed, recalled } from './shelf';
import { announced, type Contact } from './words';

/** How often the list is read however live the channel seems, in ms: a push may be lost without anybody's noticing. */
const readEvery = 60_000;

/** What people have still to say when they are signed out, by who they are. It holds ids alone, and lives as long as the tab. */
export type Unsent = Map<string, out.Outbox>;

/** One unit's device, for as long as somebody is signed in: the bulletins, their pictures, and what is still to be said of them. */
export class Device {
  readonly pictures = new Pictures((id) => this.read(id));
  /** What was last said of something new, for screen readers. */
  readonly news = signal('');
  private readonly shelf = signal(bare);
  private readonly outbox = signal<out.Outbox>(out.empty);
  private readonly online = signal(navigator.onLine);
  private readonly failed = signal(false);
  private readonly heardAt = signal<number | null>(null);
  private readonly channel: LiveChannel;
  private readonly stops: (() => void)[] = [];
  private readonly owner: string;
  private reading: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  readonly bulletins: ReadonlySignal<readonly Bulletin[]> = computed(() => inOrder(this.shelf.value));
  readonly contact: ReadonlySignal<Contact> = computed(() => ({
    live: this.channel.state.value,
    online: this.online.value,
    failed: this.failed.value,
    heardAt: this.heardAt.value,
  }));
  /** How many nobody of the unit has acknowledged. */
  readonly waiting: ReadonlySignal<number> = computed(
    () => this.bulletins.value.filter((bulletin) => !bulletin.acknowledgedAt && this.sendingOf(bulletin.bulletinId) !== 'acknowledgement').length,
  );

  constructor(
    private readonly page: Page,
    private readonly unsent: Unsent,
  ) {
    const account = page.session.account.peek();
    this.owner = JSON.stringify([account?.id, account?.agency, account?.unit]);
    this.outbox.value = out.interrupted(unsent.get(this.owner) ?? out.empty);
    this.channel = new LiveChannel({
      address: `${page.config.api}/units`,
      session: page.session,
      on: {
        bulletin: (bulletin: Bulletin) => this.hear(bulletin),
        bulletinRecalled: ({ bulletinId }: { bulletinId: string }) => this.forget(bulletinId),
      },
      // A reading that began before may have missed what was pushed to nobody: another one follows it.
      caughtUp: () => void (this.reading ?? Promise.resolve()).then(() => this.catchUp()),
    });
    // Whether the server is gone, or only the channel, is soon known.
    this.stops.push(this.channel.state.subscribe((state) => void (state === 'lost' && this.catchUp())));
    const timer = setInterval(() => void this.catchUp(), readEvery);
    this.stops.push(() => clearInterval(timer));
    this.listen(window, 'online', this.back);
    this.listen(window, 'offline', this.back);
    // A phone stops what is in a pocket.
    this.listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && this.back());
    this.listen(window, 'beforeunload', (event) => [...this.outbox.peek().values()].some((word) => word.kind === 'acknowledgement') && event.preventDefault());
    this.send();
    // A channel may take long to open, or never do: the list is there without it.
    void this.catchUp();
  }

  /** Ends it all. What is unsent waits for the same person. */
  stop(): void {
    this.stopped = true;
    this.unsent.set(this.owner, this.outbox.peek());
    this.channel.stop();
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
    this.pictures.end();
    this.shelf.value = bare;
  }

  /** What is still to be said of a bulletin; null when nothing is. */
  sendingOf(id: string): out.Kind | null {
    return this.outbox.value.get(id)?.kind ?? null;
  }

  /** Whether what is to be said went unanswered already. */
  isDelayed(id: string): boolean {
    return (this.outbox.value.get(id)?.failures ?? 0) > 0;
  }

  /** Somebody has seen it. */
  acknowledge(id: string): void {
    this.put(out.want(this.outbox.peek(), id, 'acknowledgement'));
  }

  private readonly back = () => {
    this.online.value = navigator.onLine;
    if (!navigator.onLine) return;
    this.pictures.hurry();
    this.put(out.hurry(this.outbox.peek()));
    void this.catchUp();
  };

  private listen(target: EventTarget, event: string, listener: (event: Event) => void): void {
    target.addEventListener(event, listener);
    this.stops.push(() => target.removeEventListener(event, listener));
  }

  private catchUp(): Promise<void> {
    this.reading ??= this.list().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async list(): Promise<void> {
    const before = new Set(this.shelf.peek().bulletins.keys());
    try {
      const { items } = await answerOf(this.page.api.GET('/bulletins'));
      if (this.stopped) return;
      const known = this.shelf.peek();
      this.shelf.value = listed(known, items, before);
      this.heardNow();
      for (const id of before) if (!this.shelf.peek().bulletins.has(id)) this.put(out.drop(this.outbox.peek(), id));
      for (const item of items) this.taken(item, known.bulletins.has(item.bulletinId));
      this.pictures.keep(this.bulletins.peek());
    } catch {
      this.failed.value = true;
    }
  }

  /** Reads one, for another link to its picture. */
  private async read(id: string): Promise<Bulletin | null> {
    try {
      const bulletin = await answerOf(this.page.api.GET('/bulletins/{bulletinId}', { params: { path: { bulletinId: id } } }));
      if (!this.stopped) this.shelf.value = heard(this.shelf.peek(), bulletin);
      return bulletin;
    } catch (e) {
      if (!(e instanceof ApiProblem && e.status === 404)) throw e;
      this.forget(id);
      return null;
    }
  }

  private hear(bulletin: Bulletin): void {
    const known = this.shelf.peek();
    if (this.stopped || known.over.has(bulletin.bulletinId)) return;
    this.shelf.value = heard(known, bulletin);
    this.heardNow();
    this.taken(bulletin, known.bulletins.has(bulletin.bulletinId));
    this.pictures.keep(this.bulletins.peek());
  }

  /** A device has it: that is said, and if it is new, the officer is told. */
  private taken(bulletin: Bulletin, wasKnown: boolean): void {
    if (!this.shelf.peek().bulletins.has(bulletin.bulletinId)) return;
    if (!bulletin.receivedAt && !bulletin.acknowledgedAt) this.put(out.want(this.outbox.peek(), bulletin.bulletinId, 'receipt'));
    if (wasKnown || bulletin.acknowledgedAt) return;
    this.news.value = announced(bulletin);
    // Browsers let nobody shake a phone that was not touched yet, and complain if one tries.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  }

  private forget(id: string): void {
    this.shelf.value = recalled(this.shelf.peek(), id);
    this.pictures.keep(this.bulletins.peek());
    this.put(out.drop(this.outbox.peek(), id));
  }

  private heardNow(): void {
    this.heardAt.value = serverClock.now();
    this.failed.value = false;
  }

  private put(outbox: out.Outbox): void {
    this.outbox.value = outbox;
    this.send();
  }

  /** Sends what is due, and comes back when more is. */
  private send(): void {
    if (this.stopped) return;
    for (const id of out.due(this.outbox.peek(), Date.now())) {
      this.outbox.value = out.sent(this.outbox.peek(), id);
      void this.post(id);
    }
    clearTimeout(this.timer);
    const next = out.nextAt(this.outbox.peek());
    if (next !== null) this.timer = setTimeout(() => this.send(), Math.max(0, next - Date.now()));
  }

  private async post(id: string): Promise<void> {
    const kind = this.outbox.peek().get(id)?.sending;
    if (!kind) return;
    const params = { params: { path: { bulletinId: id } } };
    let outcome: out.Outcome = 'taken';
    try {
      const { api } = this.page;
      const call = kind === 'receipt' ? api.POST('/bulletins/{bulletinId}/receipts', params) : api.POST('/bulletins/{bulletinId}/acknowledgements', params);
      const bulletin = await answerOf(call);
      if (!this.stopped) this.shelf.value = heard(this.shelf.peek(), bulletin);
    } catch (e) {
      outcome = outcomeOf(e);
      if (outcome === 'refused' && !this.stopped) {
        if (e instanceof ApiProblem && (e.status === 404 || e.status === 409)) this.forget(id);
        else sayFailed('Not acknowledged', e);
      }
    }
    const outbox = out.answered(this.stopped ? (this.unsent.get(this.owner) ?? out.empty) : this.outbox.peek(), id, outcome, Date.now(), Math.random());
    if (this.stopped) this.unsent.set(this.owner, outbox);
    else this.put(outbox);
  }
}

/** What a failure to send says: that the bulletin is not ours any more, or only that it must be said again. */
export function outcomeOf(error: unknown): out.Outcome {
  if (!(error instanceof ApiProblem)) return 'unanswered';
  const { status } = error;
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status) ? 'refused' : 'unanswered';
}

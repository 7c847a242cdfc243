import { type ReadonlySignal, signal } from '@preact/signals';
import { serverClock } from '../../shared/clock';
import { ApiProblem } from '../../shared/problem';
import type { Tickets } from './tickets';
import { begin, dueAt, type Known, step, type Ticket, type Viewing, type ViewingEvent, type Wish } from './viewing';

/** Views one feed: runs the machine of `viewing.ts` by the server's clock and against the server. */
export class Viewer {
  private readonly current;
  private timer = 0;
  private stopped = false;

  constructor(
    private readonly tickets: Pick<Tickets, 'ask' | 'renew' | 'giveBack'>,
    private readonly incidentId: string,
    private readonly grantId: string,
    known: Known,
    private readonly clock: { now(): number } = serverClock,
  ) {
    this.current = signal<Viewing>(begin(known));
  }

  get viewing(): ReadonlySignal<Viewing> {
    return this.current;
  }

  look(looked: boolean): void {
    if (looked !== this.current.peek().looked) this.happen({ kind: 'looked', looked });
  }

  tell(known: Known): void {
    this.happen({ kind: 'told', known });
  }

  /** Time passed, whether a timer told of it or not. */
  passed(): void {
    const now = this.clock.now();
    if (dueAt(this.current.peek(), now) <= now) this.happen({ kind: 'time' }, now);
  }

  /** Whether pictures come. */
  pictures(come: boolean): void {
    this.happen({ kind: come ? 'moving' : 'stalled' });
  }

  /** Looks away for good. */
  stop(): void {
    this.look(false);
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private happen(event: ViewingEvent, now = this.clock.now()): void {
    const { viewing, wishes } = step(this.current.peek(), event, now);
    this.current.value = viewing;
    this.schedule(now);
    for (const wish of wishes) void this.grant(wish);
  }

  private schedule(now: number): void {
    clearTimeout(this.timer);
    const due = dueAt(this.current.peek(), now);
    if (this.stopped || due === Number.POSITIVE_INFINITY) return;
    // A timer may be a little early.
    this.timer = window.setTimeout(() => this.happen({ kind: 'time' }, Math.max(due, this.clock.now())), Math.max(0, due - now));
  }

  private async grant(wish: Wish): Promise<void> {
    if (wish.kind === 'giveBack') return this.tickets.giveBack(wish.ticket);
    let ticket: Ticket;
    try {
      ticket = wish.kind === 'ask' ? await this.tickets.ask(this.incidentId, this.grantId) : await this.tickets.renew(wish.ticket);
    } catch (e) {
      const { status, code } = e instanceof ApiProblem ? e : { status: 0, code: 'unreachable' };
      return this.happen({ kind: 'failed', status, code });
    }
    this.happen({ kind: 'given', ticket });
  }
}

import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Schemas } from '../shared/api';
import { serverClock } from '../shared/clock';

export type Incident = Schemas['IncidentView'];
export type Grant = Schemas['GrantView'];

/** How long a closed incident stays in the queue, in ms: long enough to see that it locked. */
const lingers = 5 * 60_000;

/** Whether an incident has been closed for so long that it belongs in no queue. */
const isPast = ({ status, closedAt, changedAt }: Incident, nowMs: number): boolean =>
  status === 'closed' && nowMs - Date.parse(closedAt ?? changedAt) >= lingers;

/** Whether a feed may be looked at under a grant: by what the server last said, and by its clock. Never longer. */
export const isLive = (incident: Incident, grant: Grant, nowMs: number): boolean =>
  incident.status === 'open' && grant.state === 'unlocked' && nowMs < Date.parse(grant.expiresAt);

/** The feeds that may be looked at now, nearest first. */
export const liveGrants = (incident: Incident, nowMs: number): Grant[] =>
  incident.grants.filter((grant) => isLive(incident, grant, nowMs)).sort((a, b) => a.distanceMeters - b.distanceMeters || a.grantId.localeCompare(b.grantId));

export type Stage =
  | { readonly kind: 'received' | 'awaitingApproval' | 'pending' | 'nothingUnlocked' | 'notQualified' | 'closed' | 'locked' }
  | { readonly kind: 'unlocked' | 'closing'; readonly until: number; readonly feeds: number };

/** Below this, in ms, an incident's feeds are about to lock: time to extend. */
export const closingMs = 5 * 60_000;

/** How far an incident is: what its stage clock shows. */
export function stageOf(incident: Incident, nowMs: number): Stage {
  if (incident.status === 'closed') return { kind: 'closed' };
  const live = liveGrants(incident, nowMs);
  if (live.length > 0) {
    const until = Math.max(...live.map((grant) => Date.parse(grant.expiresAt)));
    return { kind: until - nowMs <= closingMs ? 'closing' : 'unlocked', until, feeds: live.length };
  }
  if (incident.awaitingApproval) return { kind: 'awaitingApproval' };
  if (incident.grants.some((grant) => grant.state === 'pending')) return { kind: 'pending' };
  if (incident.grants.some((grant) => grant.state !== 'failed')) return { kind: 'locked' };
  if (incident.decision === undefined) return { kind: 'received' };
  return { kind: incident.decision === 'qualified' ? 'nothingUnlocked' : 'notQualified' };
}

/** What the console knows of incidents: of each the newest version that was seen, however and in whatever order it came. */
export class Board {
  private readonly incidents = new Map<string, Signal<Incident>>();
  private readonly order = signal<readonly string[]>([]);
  private readonly waiting = new Map<string, Incident>();
  private frame = 0;
  private newest = '';

  constructor(private readonly clock: { now(): number } = serverClock) {}

  /** Ids, those received last first. Changes when one comes or goes, not when one changes. */
  get ids(): ReadonlySignal<readonly string[]> {
    return this.order;
  }

  /** One incident, to be watched by itself. */
  get(id: string): ReadonlySignal<Incident> | undefined {
    return this.incidents.get(id);
  }

  /** When something last changed, by the server's clock: where catching up begins. Empty when nothing is known. */
  get changedAt(): string {
    return this.newest;
  }

  /** Takes in what was pushed: many pushes are drawn once a frame. */
  push(view: Incident): void {
    const waiting = this.waiting.get(view.incidentId);
    if (waiting && waiting.version >= view.version) return;
    this.waiting.set(view.incidentId, view);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const views = [...this.waiting.values()];
      this.waiting.clear();
      this.merge(views);
    });
  }

  /** Takes in what was read. What is not newer is dropped, and what was dropped because it is past does not come back. */
  merge(views: readonly Incident[]): void {
    const now = this.clock.now();
    batch(() => {
      let added = false;
      for (const view of views) {
        if (view.changedAt > this.newest) this.newest = view.changedAt;
        const known = this.incidents.get(view.incidentId);
        if (!known) {
          if (isPast(view, now)) continue;
          this.incidents.set(view.incidentId, signal(view));
          added = true;
        } else if (view.version > known.peek().version) known.value = view;
      }
      if (added) this.sort();
    });
  }

  /** Drops what has been closed for a while, but for the one that is looked at. */
  tidy(nowMs: number, keep?: string): void {
    let gone = false;
    for (const [id, incident] of this.incidents) {
      if (id === keep || !isPast(incident.peek(), nowMs)) continue;
      this.incidents.delete(id);
      gone = true;
    }
    if (gone) this.sort();
  }

  private sort(): void {
    this.order.value = [...this.incidents.values()]
      .map((incident) => incident.peek())
      .sort((a, b) => Date.parse(b.receivedAt) - Date.parse(a.receivedAt) || a.incidentId.localeCompare(b.incidentId))
      .map(({ incidentId }) => incidentId);
  }
}

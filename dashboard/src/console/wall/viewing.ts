/**
 * When a feed may be shown, and what is asked of the server meanwhile: a state machine that knows no browser, so that what it promises can be tested.
 * It promises that a feed is shown only while somebody looks, the grant stands by all that the server said, and the ticket is not over by the server's clock.
 */

/** A permission to view, for seconds. Times are ms since 1970, by the server's clock. */
export interface Ticket {
  readonly id: string;
  readonly url: string;
  readonly kind: string;
  readonly expiresAt: number;
}

/** What the incident's view says of the grant. */
export interface Known {
  /** The view's version. */
  readonly version: number;
  /** Not to be seen from here on. */
  readonly until: number;
  /** Why it is not to be seen already, as a code; null while it is. */
  readonly over: string | null;
}

type Call = { readonly kind: 'ask' } | { readonly kind: 'renew' /** Its ticket was given back meanwhile: the answer is of no use. */; readonly moot: boolean };

export interface Viewing {
  readonly known: Known;
  /** Whether anybody looks. */
  readonly looked: boolean;
  readonly ticket: Ticket | null;
  /** The call that is on its way: one at a time. */
  readonly call: Call | null;
  /** The server's refusal, and the version of the view that was known then: a newer view may know better. */
  readonly refused: { readonly code: string; readonly version: number } | null;
  /** When to ask or renew next. */
  readonly nextAt: number;
  /** How often it went wrong in a row. */
  readonly failures: number;
  /** What went wrong last, as a code; null when all is well. */
  readonly trouble: string | null;
}

export type ViewingEvent =
  | { readonly kind: 'looked'; readonly looked: boolean }
  | { readonly kind: 'told'; readonly known: Known }
  | { readonly kind: 'time' }
  | { readonly kind: 'given'; readonly ticket: Ticket }
  | { readonly kind: 'failed'; readonly status: number; readonly code: string }
  /** No pictures come, though the ticket should be good: another may do better. */
  | { readonly kind: 'stalled' }
  /** Pictures come. */
  | { readonly kind: 'moving' };

/** What the server is to be asked. */
export type Wish = { readonly kind: 'ask' } | { readonly kind: 'renew'; readonly ticket: string } | { readonly kind: 'giveBack'; readonly ticket: string };

export interface Step {
  readonly viewing: Viewing;
  readonly wishes: readonly Wish[];
}

/** Nobody looks yet. */
export const begin = (known: Known): Viewing => ({
  known,
  looked: false,
  ticket: null,
  call: null,
  refused: null,
  nextAt: 0,
  failures: 0,
  trouble: null,
});

/** Why the feed is not to be seen any more, as a code; null while it may be. */
export function overBecause({ known, refused }: Viewing, now: number): string | null {
  return known.over ?? refused?.code ?? (known.until <= now ? 'timeToLive' : null);
}

/** The ticket under which the feed may be shown at this moment; null when nothing may. */
export function shown(viewing: Viewing, now: number): Ticket | null {
  const { looked, ticket } = viewing;
  return looked && ticket && now < ticket.expiresAt && overBecause(viewing, now) === null ? ticket : null;
}

/** When something is to be done next by itself, in ms; infinite when nothing is. */
export function dueAt(viewing: Viewing, now: number): number {
  if (!viewing.looked || overBecause(viewing, now) !== null) return Number.POSITIVE_INFINITY;
  const next = viewing.call ? Number.POSITIVE_INFINITY : viewing.nextAt;
  return Math.min(next, viewing.known.until, viewing.ticket?.expiresAt ?? Number.POSITIVE_INFINITY);
}

/** Something happened, or time passed. */
export function step(viewing: Viewing, event: ViewingEvent, now: number): Step {
  const heard = hear(viewing, event, now);
  const dropped = drop(heard.viewing, now);
  const wanted = want(dropped.viewing, now);
  return { viewing: wanted.viewing, wishes: [...heard.wishes, ...dropped.wishes, ...wanted.wishes] };
}

const only = (viewing: Viewing): Step => ({ viewing, wishes: [] });

function hear(viewing: Viewing, event: ViewingEvent, now: number): Step {
  switch (event.kind) {
    case 'time':
      return only(viewing);
    case 'looked':
      return only(
        event.looked && !viewing.looked ? { ...viewing, looked: true, nextAt: now, failures: 0, trouble: null } : { ...viewing, looked: event.looked },
      );
    case 'told':
      return only(tell(viewing, event.known, now));
    case 'given':
      return give(viewing, event.ticket, now);
    case 'failed':
      return only(fail(viewing, event, now));
    case 'stalled':
      return stall(viewing, now);
    case 'moving':
      return only({ ...viewing, failures: 0 });
  }
}

function tell(viewing: Viewing, known: Known, now: number): Viewing {
  if (known.version < viewing.known.version) return viewing;
  const { refused } = viewing;
  const forgiven = refused !== null && known.version > refused.version && known.over === null;
  // Asked again with care: a view may have been on its way when the server refused.
  return forgiven ? { ...viewing, known, refused: null, nextAt: now + patience(viewing.failures + 1), failures: viewing.failures + 1 } : { ...viewing, known };
}

function give(viewing: Viewing, ticket: Ticket, now: number): Step {
  const moot = viewing.call?.kind === 'renew' && viewing.call.moot;
  const rest = { ...viewing, call: null };
  if (moot) return { viewing: { ...rest, nextAt: Math.max(now, viewing.nextAt) }, wishes: [{ kind: 'giveBack', ticket: ticket.id }] };
  return only({ ...rest, ticket, nextAt: now + Math.max(1_000, (ticket.expiresAt - now) / 2), trouble: null });
}

function stall(viewing: Viewing, now: number): Step {
  const { ticket } = viewing;
  if (!ticket) return only(viewing);
  const failures = viewing.failures + 1;
  return letGo({ ...viewing, failures, trouble: 'noPicture', nextAt: now + patience(failures) }, ticket);
}

/** A ticket is given back before it is over; what is heard of it from then on is of no use. */
const letGo = (viewing: Viewing, ticket: Ticket): Step => ({
  viewing: { ...viewing, ticket: null, call: viewing.call?.kind === 'renew' ? { kind: 'renew', moot: true } : viewing.call },
  wishes: [{ kind: 'giveBack', ticket: ticket.id }],
});

/** Refusals that say that a ticket is over, and nothing of the feed. */
const ticketIsOver = new Set(['ticketEnded', 'notYourTicket']);
/** Refusals that pass by themselves. */
const passing = new Set(['notYetUnlocked']);

function fail(viewing: Viewing, { status, code }: { status: number; code: string }, now: number): Viewing {
  const { call } = viewing;
  const rest = { ...viewing, call: null };
  if (call?.kind === 'renew' && call.moot) return rest;
  if (call?.kind === 'renew' && (ticketIsOver.has(code) || status === 404)) return { ...rest, ticket: null, nextAt: now };
  const failures = viewing.failures + 1;
  const later = { ...rest, failures, trouble: code, nextAt: now + patience(failures) };
  const refuses = status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
  if (refuses && passing.has(code)) return { ...later, ticket: null };
  if (refuses) return { ...rest, ticket: null, refused: { code, version: viewing.known.version } };
  // The server ends the view when the video system will not show it.
  return code === 'videoSystemUnavailable' ? { ...later, ticket: null } : later;
}

/** How long to wait after so many failures, in ms: 1, 2, 4 and then 5 seconds. */
const patience = (failures: number): number => Math.min(5_000, 500 * 2 ** Math.min(failures, 10));

/** What may not be shown any more is let go. */
function drop(viewing: Viewing, now: number): Step {
  const { ticket } = viewing;
  if (ticket && ticket.expiresAt <= now) return only({ ...viewing, ticket: null });
  if (!ticket || (viewing.looked && overBecause(viewing, now) === null)) return only(viewing);
  return letGo(viewing, ticket);
}

/** What is to be seen is asked for. */
function want(viewing: Viewing, now: number): Step {
  const { looked, ticket, call, nextAt } = viewing;
  if (!looked || call || now < nextAt || overBecause(viewing, now) !== null) return only(viewing);
  return ticket
    ? { viewing: { ...viewing, call: { kind: 'renew', moot: false } }, wishes: [{ kind: 'renew', ticket: ticket.id }] }
    : { viewing: { ...viewing, call: { kind: 'ask' } }, wishes: [{ kind: 'ask' }] };
}

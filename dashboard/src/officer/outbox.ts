/**
 * What a device still has to tell the API of its bulletins: that it has one, and that somebody has seen it. On a bad network a word may have to be said
 * often until it is answered. Pure: every function answers a new outbox.
 *
 * Of one bulletin there is one word at the most, and it is sent once at a time. Somebody who has seen it has it: an acknowledgement takes a receipt's place.
 */
export type Outbox = ReadonlyMap<string, Word>;

export type Kind = 'receipt' | 'acknowledgement';

export interface Word {
  /** The most that is to be said. */
  readonly kind: Kind;
  /** What is on its way; null when nothing is. */
  readonly sending: Kind | null;
  /** How often it went unanswered. */
  readonly failures: number;
  /** It is not sent before, in ms since 1970. */
  readonly notBefore: number;
}

/** What came of sending: it was taken; it never will be, since the bulletin is no longer ours; nobody answered, or not now. */
export type Outcome = 'taken' | 'refused' | 'unanswered';

export const empty: Outbox = new Map();

/** Wants something said. What is wanted already, or more than that, changes nothing. */
export function want(outbox: Outbox, bulletin: string, kind: Kind): Outbox {
  const word = outbox.get(bulletin);
  if (!word) return put(outbox, bulletin, { kind, sending: null, failures: 0, notBefore: 0 });
  if (word.kind === kind || word.kind === 'acknowledgement') return outbox;
  // Somebody pressed a button: that is not made to wait for what failed before.
  return put(outbox, bulletin, { ...word, kind, notBefore: 0 });
}

/** What is to be sent now, the acknowledgements first. */
export function due(outbox: Outbox, nowMs: number): string[] {
  return [...outbox]
    .filter(([, word]) => word.sending === null && word.notBefore <= nowMs)
    .sort(([, a], [, b]) => a.kind.localeCompare(b.kind))
    .map(([bulletin]) => bulletin);
}

/** When there is next something to send; null when there is nothing, or all of it is on its way. */
export function nextAt(outbox: Outbox): number | null {
  const times = [...outbox.values()].filter((word) => word.sending === null).map((word) => word.notBefore);
  return times.length > 0 ? Math.min(...times) : null;
}

/** It is on its way. */
export function sent(outbox: Outbox, bulletin: string): Outbox {
  const word = outbox.get(bulletin);
  return word && word.sending === null ? put(outbox, bulletin, { ...word, sending: word.kind }) : outbox;
}

/** Something came of what was on its way. A word that was dropped meanwhile stays dropped. */
export function answered(outbox: Outbox, bulletin: string, outcome: Outcome, nowMs: number, random: number): Outbox {
  const word = outbox.get(bulletin);
  if (!word?.sending) return outbox;
  if (outcome === 'unanswered') {
    const failures = word.failures + 1;
    // More was asked for meanwhile, by a person: at once.
    const notBefore = word.sending === word.kind ? nowMs + waitAfter(failures, random) : nowMs;
    return put(outbox, bulletin, { ...word, sending: null, failures, notBefore });
  }
  if (outcome === 'taken' && word.sending !== word.kind) return put(outbox, bulletin, { ...word, sending: null, failures: 0, notBefore: nowMs });
  return drop(outbox, bulletin);
}

/** The bulletin is nobody's any more. */
export function drop(outbox: Outbox, bulletin: string): Outbox {
  if (!outbox.has(bulletin)) return outbox;
  const rest = new Map(outbox);
  rest.delete(bulletin);
  return rest;
}

/** The network is back: nothing waits any longer. */
export function hurry(outbox: Outbox): Outbox {
  return new Map([...outbox].map(([bulletin, word]) => [bulletin, { ...word, notBefore: 0 }]));
}

/** Nobody knows what became of what was on its way: it is said again. Saying it twice does no harm. */
export function interrupted(outbox: Outbox): Outbox {
  return new Map([...outbox].map(([bulletin, word]) => [bulletin, { ...word, sending: null }]));
}

/** 1, 2, 4 … and at the most 20 s, a quarter more or less, so that not every phone of a precinct comes back at once. `random` is from 0 to 1. */
export function waitAfter(failures: number, random: number): number {
  return Math.min(20_000, 500 * 2 ** Math.min(failures, 10)) * (0.75 + random / 2);
}

const put = (outbox: Outbox, bulletin: string, word: Word): Outbox => new Map(outbox).set(bulletin, word);

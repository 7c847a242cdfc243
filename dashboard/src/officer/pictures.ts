import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { serverClock } from '../shared/clock';
import { waitAfter } from './outbox';
import type { Bulletin } from './shelf';

export type PictureState =
  /** There is none, or none any more. */
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  /** It did not come; it is asked for again. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'here'; readonly url: string };

type Link = NonNullable<Bulletin['picture']>;

/** How many at once: the newest comes first, and one that is stuck does not keep the others. */
const atOnce = 2;
/** How long nothing may come of a picture before it is asked for anew, in ms. However slow, one that comes is waited for. */
const stalledAfter = 20_000;
/** What a picture may be, whatever it is served as: neither can hold a script. */
const types: readonly string[] = ['image/jpeg', 'image/png'];

/**
 * The pictures of bulletins, kept in memory so that they can be seen with no network, and nowhere else. Links end after five minutes; on a bad network a
 * picture may take longer than that to be asked for, and gets another link then.
 */
export class Pictures {
  private readonly kept = new Map<string, Kept>();
  private free = atOnce;
  private readonly queue: (() => void)[] = [];

  /** @param askAgain Reads a bulletin, for another link; null when it stands no longer. */
  constructor(private readonly askAgain: (bulletin: string) => Promise<Bulletin | null>) {}

  /** How far a bulletin's picture is. */
  of(bulletin: string): ReadonlySignal<PictureState> {
    return this.kept.get(bulletin)?.state ?? none;
  }

  /** Keeps the pictures of these, the first first, and forgets all others. */
  keep(bulletins: readonly Bulletin[]): void {
    const ids = new Set(bulletins.map((bulletin) => bulletin.bulletinId));
    for (const id of this.kept.keys()) if (!ids.has(id)) this.forget(id);
    for (const { bulletinId, picture } of bulletins) {
      const known = this.kept.get(bulletinId);
      if (!picture) this.forget(bulletinId);
      else if (known) known.link = later(known.link, picture);
      else this.begin(bulletinId, picture);
    }
  }

  /** The network is back: nothing waits any longer. */
  hurry(): void {
    for (const { wake } of this.kept.values()) wake?.();
  }

  /** Forgets them all. */
  end(): void {
    for (const id of [...this.kept.keys()]) this.forget(id);
  }

  private forget(id: string): void {
    const known = this.kept.get(id);
    if (!known) return;
    this.kept.delete(id);
    known.stop.abort();
    known.wake?.();
    const state = known.state.peek();
    known.state.value = { kind: 'none' };
    if (state.kind === 'here') URL.revokeObjectURL(state.url);
  }

  private begin(id: string, link: Link): void {
    const entry: Kept = { link, state: signal<PictureState>({ kind: 'loading' }), stop: new AbortController(), wake: null };
    this.kept.set(id, entry);
    void this.load(id, entry);
  }

  private async load(id: string, entry: Kept): Promise<void> {
    for (let failures = 1; !entry.stop.signal.aborted; failures++) {
      const release = await this.turn();
      try {
        if (await this.attempt(id, entry)) return;
      } catch {
        if (entry.stop.signal.aborted) return;
      } finally {
        release();
      }
      entry.state.value = { kind: 'waiting' };
      await pause(entry, waitAfter(failures, Math.random()));
    }
  }

  /** @returns whether there is nothing more to be done. */
  private async attempt(id: string, entry: Kept): Promise<boolean> {
    if (entry.stop.signal.aborted) return true;
    if (entry.link === null || Date.parse(entry.link.expiresAt) <= serverClock.now()) {
      entry.link = (await this.askAgain(id))?.picture ?? null;
      if (entry.link === null) {
        entry.state.value = { kind: 'none' };
        return true;
      }
    }
    const picture = await fetchPicture(entry.link, entry.stop.signal);
    if (entry.stop.signal.aborted) return true;
    // Whatever the reason, another link is the remedy.
    if (!picture) entry.link = null;
    else entry.state.value = { kind: 'here', url: URL.createObjectURL(picture) };
    return picture !== null;
  }

  private async turn(): Promise<() => void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    return () => {
      const next = this.queue.shift();
      if (next) next();
      else this.free++;
    };
  }
}

interface Kept {
  link: Link | null;
  readonly state: Signal<PictureState>;
  readonly stop: AbortController;
  wake: (() => void) | null;
}

const none: ReadonlySignal<PictureState> = signal<PictureState>({ kind: 'none' });

const later = (a: Link | null, b: Link): Link => (a && Date.parse(a.expiresAt) >= Date.parse(b.expiresAt) ? a : b);

function pause(entry: Kept, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    entry.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/**
 * @returns the picture; null when the link gave something else.
 * @throws when the network did not give it.
 */
async function fetchPicture(link: Link, stop: AbortSignal): Promise<Blob | null> {
  const stalled = new AbortController();
  const signal = AbortSignal.any([stop, stalled.signal]);
  let timer = setTimeout(() => stalled.abort(), stalledAfter);
  try {
    const answer = await fetch(link.url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
    if (!answer.ok || !answer.body || !types.includes(link.contentType)) return null;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), stalledAfter);
    }
    const picture = new Blob(chunks, { type: link.contentType });
    return (await isWhole(picture, link.sha256)) ? picture : null;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether it is what was sent, to the last bit. */
async function isWhole(picture: Blob, sha256: string | undefined): Promise<boolean> {
  if (!sha256) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await picture.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}

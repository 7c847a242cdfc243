import { type Signal, signal } from '@preact/signals';

/** What was typed and is not saved yet, by what it is about. It is in memory only, survives a walk through the sections and a new sign-in, and is one account's. */
export class Drafts {
  private readonly kept = new Map<string, Signal<unknown>>();
  private owner: string | null = null;

  /** Says whose they are from now on; another's are dropped. */
  belongTo(account: string): void {
    if (this.owner !== account) this.kept.clear();
    this.owner = account;
  }

  /** Whether anything would be lost with the tab. */
  get any(): boolean {
    return [...this.kept.values()].some((draft) => draft.value !== null);
  }

  /** The draft of something; null while there is none. */
  of<T>(what: string): Signal<T | null> {
    const known = this.kept.get(what);
    if (known) return known as Signal<T | null>;
    const fresh = signal<unknown>(null);
    this.kept.set(what, fresh);
    return fresh as Signal<T | null>;
  }
}

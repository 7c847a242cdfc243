import { type ReadonlySignal, signal } from '@preact/signals';
import { type Account, accountOf } from './account';

/** Where tokens come from: Entra ID, or the development issuer. */
export interface TokenSource {
  /** A good token without asking anybody; null when somebody must sign in. */
  silently(): Promise<string | null>;
  /** Forgets what it has. */
  forget(): void;
}

/** Why nobody is signed in. */
export type SignedOut = 'first' | 'idle' | 'expired' | 'left';

/** Who is signed in at this tab, and their token. The token is in memory, or in what ends with the tab, and nowhere else. */
export class Session {
  private readonly current = signal<Account | null>(null);
  private readonly reason = signal<SignedOut>('first');
  private token: string | null = null;
  /** How often somebody left: what was begun before is not of whoever came after. */
  private stays = 0;

  constructor(private readonly source: TokenSource) {}

  get account(): ReadonlySignal<Account | null> {
    return this.current;
  }

  /** Why nobody is, when nobody is. */
  get signedOut(): ReadonlySignal<SignedOut> {
    return this.reason;
  }

  /** Takes up what the tab still has from before a reload. */
  async resume(): Promise<void> {
    const token = await this.source.silently();
    if (token) this.enter(token);
  }

  enter(token: string): void {
    this.token = token;
    this.current.value = accountOf(token);
  }

  /** The token to call the API with; null when nobody is signed in. */
  async bearer(): Promise<string | null> {
    if (!this.current.peek()) return null;
    const asked = this.stays;
    const fresh = await this.source.silently();
    // Who left meanwhile stays away, whatever token came.
    if (asked !== this.stays) return null;
    if (!fresh) this.leave('expired');
    else if (fresh !== this.token) this.enter(fresh);
    return fresh;
  }

  /** Signs out; what is shown to those who are signed in goes at once. */
  leave(reason: Exclude<SignedOut, 'first'>): void {
    if (!this.current.peek()) return;
    this.stays++;
    this.reason.value = reason;
    this.token = null;
    this.source.forget();
    this.current.value = null;
  }
}

import { ApiProblem } from '../problem';
import { accountOf } from './account';
import type { TokenSource } from './session';

const key = 'dragonfly.development-token';

/** Tokens of the development issuer, for the asking: `Dragonfly.Local` alone has one. */
export class DevelopmentTokens implements TokenSource {
  /** Where it is kept over a reload; it ends with the tab. One a page, since each has roles of its own. */
  constructor(
    private readonly page: string,
    private readonly kept: Storage = sessionStorage,
  ) {}

  async ask(request: { role: string; name?: string; unit?: string }): Promise<string> {
    const answer = await fetch('/local/tokens', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    }).catch(() => {
      throw ApiProblem.unreachable();
    });
    if (!answer.ok) throw ApiProblem.of(answer.status, await answer.json().catch(() => undefined));
    const { accessToken } = (await answer.json()) as { accessToken: string };
    this.kept.setItem(`${key}.${this.page}`, accessToken);
    return accessToken;
  }

  async silently(): Promise<string | null> {
    const token = this.kept.getItem(`${key}.${this.page}`);
    return token && accountOf(token).expiresAt > Date.now() ? token : null;
  }

  forget(): void {
    this.kept.removeItem(`${key}.${this.page}`);
  }
}

import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-browser';
import type { SignInConfig } from '../config';
import type { TokenSource } from './session';

/** Set in the tab while somebody has left and nobody has come back: a reload does not undo it. */
const leftKey = 'dragonfly.left';

/** Tokens of Entra ID, over MSAL: authorization code with PKCE, by redirect. Loaded only where it is configured. */
export class EntraTokens implements TokenSource {
  private constructor(
    private readonly client: PublicClientApplication,
    private readonly scope: string,
  ) {}

  static async create(config: Extract<SignInConfig, { kind: 'entra' }>): Promise<EntraTokens> {
    const client = new PublicClientApplication({
      auth: {
        clientId: config.clientId,
        authority: `https://login.microsoftonline.com/${config.tenantId}`,
        redirectUri: location.origin + location.pathname,
      },
      // Ends with the tab. MSAL encrypts nothing here, and needs not: no other tab or later user of the machine can read it.
      cache: { cacheLocation: 'sessionStorage' },
    });
    await client.initialize();
    const back = await client.handleRedirectPromise();
    if (back?.account) sessionStorage.removeItem(leftKey);
    client.setActiveAccount(back?.account ?? client.getAllAccounts()[0] ?? null);
    return new EntraTokens(client, config.scope);
  }

  /** Leaves the page, to come back signed in. After somebody left or was idle, whoever comes must say who they are: single sign-on would let them in as whoever was there. */
  async signIn(): Promise<void> {
    await this.client.loginRedirect({ scopes: [this.scope], ...(sessionStorage.getItem(leftKey) ? { prompt: 'login' } : {}) });
  }

  async silently(): Promise<string | null> {
    return this.tokenFor(this.scope);
  }

  /** A token for another service, such as Azure Maps. */
  async tokenFor(scope: string): Promise<string | null> {
    if (!this.client.getActiveAccount()) return null;
    try {
      return (await this.client.acquireTokenSilent({ scopes: [scope] })).accessToken;
    } catch (e) {
      if (e instanceof InteractionRequiredAuthError) return null;
      throw e;
    }
  }

  forget(): void {
    sessionStorage.setItem(leftKey, 'true');
    this.client.setActiveAccount(null);
    void this.client.clearCache();
  }
}

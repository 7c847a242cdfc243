import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../scripts/configure.mjs';
import { type Visitor, Visitors } from './support/browser';
import { City } from './support/city';

/**
 * The deployed sign-in: MSAL itself, by redirect, with the policy that a deployment would have. Entra ID is played here, as there is none on a build machine: it
 * answers as the documents say (authorization code with PKCE), and its access token is one of the development issuer, so that the API takes it.
 */
const tenant = '6d0c1f5e-0000-4000-8000-000000000001';
const client = '22bb0000-0000-4000-8000-000000000002';
const login = 'https://login.microsoftonline.com';
const policy: string = JSON.parse(readFileSync('public/staticwebapp.config.json', 'utf8')).globalHeaders['Content-Security-Policy'];

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

class Entra {
  /** What was asked of the authorization endpoint. */
  readonly asked: URLSearchParams[] = [];
  /** What came to the token endpoint. */
  readonly redeemed: URLSearchParams[] = [];

  constructor(private readonly token: string) {}

  async playIn(page: Page, city: City): Promise<void> {
    const environment = {
      FUNCTIONS_URL: city.address,
      SIGNALR_ENDPOINT: city.address,
      CLIPS_ENDPOINT: city.address,
      DRAGONFLY_VIDEO_ENDPOINT: city.address,
      DRAGONFLY_AUTHORITY: `${login}/${tenant}/v2.0`,
    };
    await page.route('**/config.json', (route) =>
      route.fulfill({
        json: { api: '/api', signIn: { kind: 'entra', tenantId: tenant, clientId: client, scope: '11aa/.default' }, center: [35.0456, -85.3097], liveTiles: 4 },
      }),
    );
    await page.route(`${city.address}/console/`, async (route) => {
      const page = await route.fetch();
      await route.fulfill({ response: page, headers: { ...page.headers(), 'content-security-policy': policyOf(policy, environment) } });
    });
    await page.route(`${login}/**`, async (route) => {
      const address = new URL(route.request().url());
      const headers = { 'Access-Control-Allow-Origin': city.address };
      if (address.pathname.endsWith('/openid-configuration'))
        return route.fulfill({
          headers,
          json: {
            issuer: `${login}/${tenant}/v2.0`,
            authorization_endpoint: `${login}/${tenant}/oauth2/v2.0/authorize`,
            token_endpoint: `${login}/${tenant}/oauth2/v2.0/token`,
            end_session_endpoint: `${login}/${tenant}/oauth2/v2.0/logout`,
            jwks_uri: `${login}/${tenant}/discovery/v2.0/keys`,
          },
        });
      if (address.pathname.endsWith('/authorize')) {
        const asked = address.searchParams;
        this.asked.push(asked);
        const back = new URLSearchParams({ code: 'a-code', state: asked.get('state') ?? '', client_info: this.clientInfo });
        // By a page and not by a redirect, which the browser would follow past what is played here.
        return route.fulfill({ contentType: 'text/html', body: `<meta http-equiv="refresh" content="0;url=${asked.get('redirect_uri')}#${back}">` });
      }
      if (address.pathname.endsWith('/token')) {
        this.redeemed.push(new URLSearchParams(route.request().postData() ?? ''));
        return route.fulfill({ headers, json: this.tokens() });
      }
      return route.fulfill({ status: 404, headers, json: {} });
    });
  }

  private readonly clientInfo = base64url({ uid: 'somebody', utid: tenant });

  private tokens() {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      aud: client,
      iss: `${login}/${tenant}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      oid: 'somebody',
      sub: 'somebody',
      tid: tenant,
      ver: '2.0',
      name: 'Some Body',
      preferred_username: 'somebody',
      nonce: this.asked.at(-1)?.get('nonce'),
    };
    return {
      token_type: 'Bearer',
      scope: '11aa/.default',
      expires_in: 3600,
      access_token: this.token,
      id_token: `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`,
      client_info: this.clientInfo,
    };
  }
}

let city: City;
let visitors: Visitors;
let visitor: Visitor;
let entra: Entra;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
  entra = new Entra(await city.token('Rtic.Supervisor', { name: 'somebody' }));
  visitor = await visitors.open(city, '/config.json');
  await entra.playIn(visitor.page, city);
  await visitor.page.goto(`${city.address}/console/`);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

describe('with Entra ID', () => {
  it('one signs in there, by code and proof, and comes back to a console that is live', async () => {
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await visitor.page.getByText('somebody').first().waitFor();
    await visitor.page.getByText('Live', { exact: true }).first().waitFor();
    const [asked, redeemed] = [entra.asked[0], entra.redeemed[0]];
    expect(asked?.get('response_type')).toBe('code');
    expect(asked?.get('code_challenge_method')).toBe('S256');
    expect(asked?.get('redirect_uri')).toBe(`${city.address}/console/`);
    expect(asked?.get('scope')).toContain('11aa/.default');
    const proof = createHash('sha256')
      .update(redeemed?.get('code_verifier') ?? '')
      .digest('base64url');
    expect(proof).toBe(asked?.get('code_challenge'));
    expect(redeemed?.get('client_secret')).toBeNull();
    expect(visitor.complaints).toEqual([]);
  });

  it('a reload needs no other sign-in, and nothing outlives the tab', async () => {
    await visitor.page.reload();
    await visitor.page.getByText('Live', { exact: true }).first().waitFor();
    expect(entra.asked).toHaveLength(1);
    const kept = await visitor.page.evaluate(async () => ({
      local: Object.keys(localStorage),
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
    }));
    expect(kept).toEqual({ local: [], cookies: '', databases: 0 });
  });

  it('who signs out must say who they are again, after a reload too', async () => {
    await visitor.page.getByRole('button', { name: 'Sign out' }).click();
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await visitor.page.reload();
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await visitor.page.getByText('Live', { exact: true }).first().waitFor();
    expect(entra.asked.at(-1)?.get('prompt')).toBe('login');
    expect(entra.asked[0]?.get('prompt')).toBeNull();
  });
});

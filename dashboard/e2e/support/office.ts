import { expect } from 'vitest';
import type { Visitor, Visitors } from './browser';
import type { City } from './city';

/** Somebody in administration. */
export class Clerk {
  private constructor(
    readonly visitor: Visitor,
    private readonly role: string,
  ) {}

  /** Opens a section, and signs in. */
  static async enters(visitors: Visitors, city: City, role: string, section: string, name?: string): Promise<Clerk> {
    const clerk = Clerk.of(await visitors.open(city, `/admin/#/${section}`), role);
    await clerk.visitor.signIn(role, name ? { name } : {});
    return clerk;
  }

  /** One who is at the door, and signs in later. */
  static of(visitor: Visitor, role: string): Clerk {
    return new Clerk(visitor, role);
  }

  get page() {
    return this.visitor.page;
  }

  by(role: Parameters<Visitor['page']['getByRole']>[0], name: string | RegExp) {
    return this.page.getByRole(role, { name });
  }

  text(what: string | RegExp) {
    return this.page.getByText(what).first();
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  /** All is well on the page, which is kept as a picture. */
  async looked(picture: string): Promise<void> {
    expect(await this.visitor.barriers()).toEqual([]);
    expect(this.visitor.complaints).toEqual([]);
    await this.visitor.picture(`admin-${picture}`);
  }

  /** The API says, at this address, that the token is over, until whoever sits there has signed in again. */
  async losesSignIn(address: string, doing: () => Promise<void>): Promise<void> {
    await this.page.route(address, (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        headers: { 'WWW-Authenticate': 'Bearer' },
        body: JSON.stringify({
          type: 'urn:dragonfly:problem:tokenExpired',
          title: 'Unauthorized',
          status: 401,
          detail: 'The token has expired',
          code: 'tokenExpired',
        }),
      }),
    );
    await doing();
    await this.text('Your sign-in is over.').waitFor();
    await this.page.unroute(address);
  }

  async signsIn(): Promise<void> {
    await this.visitor.signIn(this.role);
  }
}

/** Applies as anybody would. @returns the id that it gets. */
export async function apply(city: City, name: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${city.address}/api/applications`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, contact: 'Rosa Marrow', email: 'rosa@example.org', ...more }),
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { reference: string }).reference;
}

/** The policy that stands, and its entity tag. */
export async function policyOf(city: City) {
  const { data, response } = await (await city.as('Program.Admin')).GET('/policy');
  if (!data) throw new Error('no policy');
  return { policy: data, etag: response.headers.get('ETag') ?? '' };
}

/** Replaces the table of CAD codes. */
export async function putCodes(city: City, codes: Readonly<Record<string, string>>, name = 'dev-admin'): Promise<void> {
  const body = ['localCode,registryCode', ...Object.entries(codes).map((pair) => pair.join(',')), ''].join('\n');
  const headers = { 'Content-Type': 'text/csv', Authorization: `Bearer ${await city.token('Program.Admin', { name })}` };
  expect((await fetch(`${city.address}/api/cad/codes`, { method: 'PUT', headers, body })).status).toBe(200);
}

/** How many applications wait for a decision. */
export async function waiting(city: City): Promise<number> {
  const { data } = await (await city.as('Program.Admin')).GET('/partners', { params: { query: { status: 'applied' } } });
  if (!data || data.next) throw new Error('more than a page');
  return data.items.length;
}

/** Who is signed in, as their token says. The API decides what they may do; this only decides what is worth showing. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly agency?: string;
  readonly unit?: string;
  /** When the token ends, in ms since 1970. */
  readonly expiresAt: number;
}

/** @throws when it is no JSON Web Token. */
export function accountOf(token: string): Account {
  const claims = JSON.parse(decode(token.split('.')[1] ?? '')) as Record<string, unknown>;
  const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : undefined);
  const roles = claims['roles'];
  const [agency, unit] = [text('agency'), text('unit')];
  return {
    id: text('oid') ?? text('sub') ?? 'unknown',
    name: text('name') ?? text('preferred_username') ?? text('sub') ?? 'unknown',
    roles: Array.isArray(roles) ? roles.map(String) : typeof roles === 'string' ? [roles] : [],
    ...(agency ? { agency } : {}),
    ...(unit ? { unit } : {}),
    expiresAt: typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : 0,
  };
}

function decode(base64url: string): string {
  const bytes = Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

import { signal } from '@preact/signals';
import { vi } from 'vitest';
import type { Api } from '../../shared/api';
import type { Page } from '../../shared/start';
import { Room } from '../room';

/** A console without a server: what it asks is answered by `get` and `post`, and its live channel finds nobody. */
export function roomOf(roles: readonly string[] = ['Rtic.Investigator']) {
  const get = vi.fn(async (_path: string, _init?: unknown): Promise<unknown> => ({ data: { items: [] } }));
  const post = vi.fn(async (_path: string, _init?: unknown): Promise<unknown> => ({ data: {} }));
  const session = { account: signal({ id: 'me', name: 'Me', roles, expiresAt: 0 }), bearer: async () => null, leave: vi.fn() };
  const page = {
    config: { api: '/api', center: [35, -85], liveTiles: 4, signIn: { kind: 'development' } },
    session,
    api: { GET: get, POST: post } as unknown as Api,
    tokenFor: async () => null,
  } as unknown as Page;
  return { room: new Room(page), get, post };
}

import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './api-types';
import { serverClock } from './clock';
import { ApiProblem } from './problem';
import type { Session } from './session/session';

export type Api = Client<paths>;
export type Schemas = components['schemas'];

/** How long an answer is waited for, in ms; longer for what moves files. */
const patience = 15_000;

/** How a request is sent: waited for so long, in ms, and what its answer teaches of the time is learned. */
export const within = (ms: number) => async (request: Request) => {
  const sentAt = Date.now();
  const answer = await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ms)]) }).catch((e: unknown) => {
    if (request.signal.aborted) throw e;
    throw ApiProblem.unreachable();
  });
  serverClock.learn(answer.headers.get('Date'), sentAt, Date.now());
  return answer;
};

/**
 * The API, typed by `docs/api/openapi.yaml`. What is refused, or goes unanswered, is thrown as {@link ApiProblem}; the token of nobody, or one that the
 * API will not have, signs out. With no session it calls as anybody.
 */
export function connectApi(base: string, session?: Session): Api {
  const api = createClient<paths>({
    baseUrl: new URL(base, location.href).href.replace(/\/$/, ''),
    fetch: within(patience),
  });
  api.use({
    async onRequest({ request }) {
      const token = await session?.bearer();
      if (token) request.headers.set('Authorization', `Bearer ${token}`);
      return request;
    },
    async onResponse({ response }) {
      if (response.ok) return;
      const problem = ApiProblem.of(response.status, await response.json().catch(() => undefined));
      if (response.status === 401) session?.leave(problem.code === 'sessionIdle' ? 'idle' : 'expired');
      throw problem;
    },
  });
  return api;
}

/** What was answered. Every failure is an {@link ApiProblem}, that of an answer which breaks off too; but for the caller's own wish to hear no more. */
export async function answerOf<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  try {
    return (await call).data as T;
  } catch (e) {
    throw e instanceof ApiProblem || (e instanceof DOMException && e.name === 'AbortError') ? e : ApiProblem.unreachable();
  }
}

/** All pages of a list, one after the other. */
export async function allOf<T>(page: (after: string | undefined) => Promise<{ items: T[]; next?: string }>): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await page(after);
    all.push(...items);
    after = next;
  } while (after);
  return all;
}

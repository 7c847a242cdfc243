import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { allOf, answerOf, connectApi } from './api';
import { ApiProblem } from './problem';
import { Session } from './session/session';

const token = `e30.${btoa(JSON.stringify({ sub: 'a', exp: 4_000_000_000 }))}.s`;
const answers = vi.fn<(request: Request) => Promise<Response>>();
let session: Session;

beforeEach(() => {
  vi.stubGlobal('fetch', (request: Request) => answers(request));
  session = new Session({ silently: async () => token, forget: () => {} });
  session.enter(token);
});
afterEach(() => {
  vi.unstubAllGlobals();
  answers.mockReset();
});

const api = () => connectApi('https://api.example/api', session);
const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({ type: '', title: 't', status, detail: 'no', code, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

describe('the API', () => {
  it('is called as whoever is signed in', async () => {
    answers.mockResolvedValue(Response.json({ items: [] }));
    await answerOf(api().GET('/incidents'));
    const request = answers.mock.calls[0]?.[0];
    expect(request?.url).toBe('https://api.example/api/incidents');
    expect(request?.headers.get('Authorization')).toBe(`Bearer ${token}`);
  });

  it('throws what it refuses, with the fields at fault', async () => {
    answers.mockResolvedValue(problem(422, 'invalid', { errors: [{ path: '$.minutes', code: 'range', detail: 'must be 1 to 1440' }] }));
    const refused = await answerOf(api().GET('/incidents')).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(ApiProblem.textOf(refused)).toBe('no · minutes: must be 1 to 1440');
  });

  it('whose answer breaks off is unreachable, as one that gives none', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('network error')) });
    answers.mockResolvedValue(new Response(broken, { headers: { 'Content-Type': 'application/json' } }));
    await expect(answerOf(api().GET('/incidents'))).rejects.toMatchObject({ name: 'ApiProblem', code: 'unreachable' });
  });

  it.each([
    ['sessionIdle', 'idle'],
    ['tokenExpired', 'expired'],
  ])('that refuses a token for %s signs out', async (code, reason) => {
    answers.mockResolvedValue(problem(401, code));
    await expect(answerOf(api().GET('/incidents'))).rejects.toThrow();
    expect(session.account.value).toBeNull();
    expect(session.signedOut.value).toBe(reason);
  });

  it('that forbids does not', async () => {
    answers.mockResolvedValue(problem(403, 'forbidden'));
    await expect(answerOf(api().GET('/incidents'))).rejects.toThrow();
    expect(session.account.value).not.toBeNull();
  });

  it('that does not answer is unreachable', async () => {
    answers.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(answerOf(api().GET('/incidents'))).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('that answers no problem details is told by its status', async () => {
    answers.mockResolvedValue(new Response('<html>', { status: 502 }));
    await expect(answerOf(api().GET('/incidents'))).rejects.toMatchObject({ status: 502, code: 'http502' });
  });
});

describe('a list', () => {
  it('is read to its end', async () => {
    const pages = new Map([
      [undefined, { items: [1, 2], next: 'a' }],
      ['a', { items: [3] }],
    ]);
    expect(await allOf(async (after) => pages.get(after) ?? { items: [] })).toEqual([1, 2, 3]);
  });
});

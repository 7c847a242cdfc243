import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pictures } from './pictures';
import type { Bulletin } from './shelf';

const later = () => new Date(Date.now() + 300_000).toISOString();
const bulletin = (bulletinId: string, link: Partial<NonNullable<Bulletin['picture']>> = {}): Bulletin => ({
  bulletinId,
  number: '26-1',
  sentAt: '2026-11-26T14:00:00Z',
  picture: { url: `https://clips.example/${bulletinId}`, contentType: 'image/png', expiresAt: later(), ...link },
});

let made: string[];
let revoked: string[];
let server: (url: string) => Response | Promise<Response>;

beforeEach(() => {
  vi.useFakeTimers();
  [made, revoked] = [[], []];
  server = () => new Response('picture');
  vi.stubGlobal('fetch', async (url: string) => server(url));
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => made[made.push(`blob:${made.length}`) - 1] ?? '');
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('pictures', () => {
  it('are kept, and forgotten with their bulletin', async () => {
    const pictures = new Pictures(async () => null);
    pictures.keep([bulletin('b1')]);
    expect(pictures.of('b1').value.kind).toBe('loading');
    await settled();
    expect(pictures.of('b1').value).toEqual({ kind: 'here', url: 'blob:0' });
    pictures.keep([]);
    expect(revoked).toEqual(['blob:0']);
    expect(pictures.of('b1').value.kind).toBe('none');
  });

  it('one that comes after its bulletin was recalled is not kept', async () => {
    let give: (answer: Response) => void = () => undefined;
    server = () => new Promise((resolve) => (give = resolve));
    const pictures = new Pictures(async () => null);
    pictures.keep([bulletin('b1')]);
    await settled();
    pictures.end();
    give(new Response('picture'));
    await settled();
    expect(made).toEqual([]);
  });

  it('whose link is over get another one', async () => {
    const asked: string[] = [];
    const pictures = new Pictures(async (id) => {
      asked.push(id);
      return bulletin(id, { url: 'https://clips.example/again' });
    });
    const fetched: string[] = [];
    server = (url) => {
      fetched.push(url);
      return new Response('picture');
    };
    pictures.keep([bulletin('b1', { expiresAt: '2020-01-01T00:00:00Z' })]);
    await settled();
    expect([asked, fetched]).toEqual([['b1'], ['https://clips.example/again']]);
    expect(pictures.of('b1').value.kind).toBe('here');
  });

  it('are asked for until they come, and at once when the network is back', async () => {
    let up = false;
    server = () => {
      if (!up) throw new TypeError('no network');
      return new Response('picture');
    };
    const pictures = new Pictures(async (id) => bulletin(id));
    pictures.keep([bulletin('b1')]);
    await settled();
    expect(pictures.of('b1').value.kind).toBe('waiting');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(pictures.of('b1').value.kind).toBe('waiting');
    up = true;
    pictures.hurry();
    await settled();
    expect(pictures.of('b1').value.kind).toBe('here');
  });

  it('that are not what was sent are not shown', async () => {
    const pictures = new Pictures(async () => null);
    pictures.keep([bulletin('b1', { sha256: '0'.repeat(64) }), bulletin('b2', { contentType: 'image/svg+xml' })]);
    await vi.waitFor(() => expect(pictures.of('b1').value.kind).not.toBe('loading'));
    expect(made).toEqual([]);
  });

  it('come two at a time, the first first', async () => {
    const order: string[] = [];
    const gives: (() => void)[] = [];
    server = (url) => {
      order.push(url.slice(-2));
      return new Promise((resolve) => gives.push(() => resolve(new Response('picture'))));
    };
    const pictures = new Pictures(async () => null);
    pictures.keep(['b1', 'b2', 'b3'].map((id) => bulletin(id)));
    await settled();
    expect(order).toEqual(['b1', 'b2']);
    gives[0]?.();
    await settled();
    expect(order).toEqual(['b1', 'b2', 'b3']);
  });
});

import { home, wayOf } from './shell';

/**
 * Keeps the officer view's shell, so that it opens on a bad network: its page, scripts, styles and configuration. What the API answers and what pictures
 * show is never kept: whoever finds the phone finds nothing.
 */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };

interface Ending extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: Ending) => void): void;
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void;
}

/** How long the network is waited for where there is something to show without it, in ms. */
const patience = 3_000;

const worker = self as unknown as Worker;
const prefix = 'officer-shell-';
const name = prefix + __SHELL__.version;
const files = new Set(__SHELL__.files);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const way = wayOf(event.request, worker.location.origin, files);
  if (way === 'kept') event.respondWith(kept(event.request));
  if (way === 'network-first') event.respondWith(networkFirst(event.request));
});

/** All of one build, or none of it: a page never meets the scripts of another. */
async function install(): Promise<void> {
  const cache = await caches.open(name);
  await cache.addAll([...files].map((file) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'no-cache' })));
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  for (const key of await caches.keys()) if (key.startsWith(prefix) && key !== name) await caches.delete(key);
  await worker.clients.claim();
}

/** Its name says what is in it: what is kept is what the network would give. */
const kept = async (request: Request): Promise<Response> => (await stored(request)) ?? fetch(request);

async function networkFirst(request: Request): Promise<Response> {
  const fallback = await stored(request);
  if (!fallback) return fetch(request);
  const answer = await whole(request).catch(() => null);
  return answer && (answer.ok || answer.type === 'opaqueredirect') ? answer : fallback;
}

/** All of an answer, in time: one that breaks off or stalls half-way would leave half a page. */
async function whole(request: Request): Promise<Response> {
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience) });
  return answer.ok ? new Response(await answer.blob(), answer) : answer;
}

async function stored(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(name);
  return cache.match(request.mode === 'navigate' ? home : request, { ignoreSearch: request.mode === 'navigate' });
}

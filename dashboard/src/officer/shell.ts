/** Where the officer view begins. */
export const home = '/officer/';

/**
 * What is done about a request. `files` are the shell's: built once, under names that change with what is in them. The page itself and its configuration
 * keep their names, so the network goes first. All else (the API, pictures, live channels, other pages) is none of the worker's business.
 */
export type Way = 'kept' | 'network-first' | 'none';

export function wayOf(request: { readonly method: string; readonly mode: string; readonly url: string }, origin: string, files: ReadonlySet<string>): Way {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return 'none';
  if (request.mode === 'navigate') return url.pathname === home ? 'network-first' : 'none';
  if (!files.has(url.pathname)) return 'none';
  return url.pathname.startsWith('/assets/') ? 'kept' : 'network-first';
}

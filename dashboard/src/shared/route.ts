import { signal } from '@preact/signals';

/** Where an address leads: `#/partners/p-1/log` is `['partners', 'p-1', 'log']`. One that is no good address leads to the beginning. */
export function routeOf(hash: string): readonly string[] {
  try {
    return hash
      .replace(/^#/, '')
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** Where in the page one is. */
export const route = signal<readonly string[]>(routeOf(location.hash));

window.addEventListener('hashchange', () => {
  route.value = routeOf(location.hash);
});

/** The address of a place in the page. */
export const to = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

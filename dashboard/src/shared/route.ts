import { signal } from '@preact/signals';

const read = () =>
  decodeURIComponent(location.hash.replace(/^#\/?/, ''))
    .split('/')
    .filter((part) => part !== '');

/** Where in the page one is: `#/partners/p-1/log` is `['partners', 'p-1', 'log']`. */
export const route = signal<readonly string[]>(read());

window.addEventListener('hashchange', () => {
  route.value = read();
});

/** The address of a place in the page. */
export const to = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;
